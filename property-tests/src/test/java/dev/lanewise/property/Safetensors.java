package dev.lanewise.property;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the F32, F64 and I64 tensors of a safetensors resource: eight bytes of header length, a
 * JSON header that names the tensors, their data.
 */
final class Safetensors {
  private final String header;
  private final ByteBuffer data;

  private Safetensors(String header, ByteBuffer data) {
    this.header = header;
    this.data = data;
  }

  static Safetensors read(String resource) throws IOException {
    try (InputStream in = Safetensors.class.getResourceAsStream(resource)) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      byte[] header = new byte[Math.toIntExact(bytes.getLong())];
      bytes.get(header);
      return new Safetensors(
          new String(header, StandardCharsets.UTF_8), bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  /** The names that begin with a prefix, without it. */
  List<String> names(String prefix) {
    List<String> names = new ArrayList<>();
    Matcher matcher = Pattern.compile("\"" + prefix + "([^\"]*)\"").matcher(header);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** The elements of a tensor. */
  double[] get(String name) {
    Matcher matcher =
        Pattern.compile(
                "\""
                    + Pattern.quote(name)
                    + "\":\\{\"dtype\":\"([FI])(32|64)\""
                    + ".*?\"data_offsets\":\\[(\\d+),(\\d+)\\]")
            .matcher(header.replace(" ", ""));
    if (!matcher.find()) {
      throw new IllegalArgumentException("no tensor " + name + " in " + header);
    }
    boolean integers = matcher.group(1).equals("I");
    int width = Integer.parseInt(matcher.group(2)) / 8;
    int begin = Integer.parseInt(matcher.group(3));
    double[] elements = new double[(Integer.parseInt(matcher.group(4)) - begin) / width];
    for (int i = 0; i < elements.length; i++) {
      int at = begin + i * width;
      elements[i] =
          integers ? data.getLong(at) : width == 4 ? data.getFloat(at) : data.getDouble(at);
    }
    return elements;
  }
}

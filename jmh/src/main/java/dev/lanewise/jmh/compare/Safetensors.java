package dev.lanewise.jmh.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one tensor of a safetensors file, whatever its shape, as floats.
 *
 * <p>The format: eight bytes with the length of the header, the header in JSON, then the data, all
 * little-endian. The header maps each tensor's name to {@code dtype}, {@code shape} and {@code
 * data_offsets}, which count from the end of the header.
 */
final class Safetensors {
  /** The format's own limit, which keeps a file of another kind from asking for all memory. */
  private static final long LONGEST_HEADER = 100_000_000;

  private Safetensors() {}

  /**
   * Reads a tensor.
   *
   * @param file the file
   * @param name the tensor, or null if the file has only one of type F32 or F64
   * @param most how many elements are wanted at most, so that a large file needs no large memory
   * @return its first elements in the order of the file; F64 is rounded to float
   * @throws IllegalArgumentException if the file is not of this format, is damaged or has no such
   *     tensor; the message names the file, the tensor and the reason
   * @throws CompareException if the file cannot be read
   */
  static float[] read(Path file, String name, int most) {
    try (FileChannel channel = FileChannel.open(file)) {
      long length = fill(channel, 0, Long.BYTES, file).getLong();
      long rest = channel.size() - Long.BYTES;
      if (length < 2 || length > Math.min(LONGEST_HEADER, rest)) {
        throw new IllegalArgumentException(
            "%s is not a safetensors file, or is cut short: its header would have %d bytes of %d"
                .formatted(file, length, rest));
      }
      JsonNode header = header(fill(channel, Long.BYTES, (int) length, file), file);
      String chosen = name == null ? onlyName(header, file) : name;
      if (!header.path(chosen).has("dtype")) {
        throw new IllegalArgumentException(
            "%s has no tensor \"%s\"; there are %s"
                .formatted(file, chosen, String.join(", ", names(header))));
      }
      Entry entry = new Entry(file, chosen, header.path(chosen));
      int width = entry.width();
      int count = (int) Math.min(most, entry.bytes(rest - length) / width);
      long begin = Long.BYTES + length + entry.offset(0);
      return floats(fill(channel, begin, Math.multiplyExact(count, width), file), count, width);
    } catch (IOException e) {
      throw new CompareException("cannot read " + file + ": " + e, e);
    }
  }

  /** What the header says of a tensor, none of it to be trusted. */
  private record Entry(Path file, String name, JsonNode json) {
    /** The bytes of an element. */
    int width() {
      String type = json.path("dtype").asText();
      return switch (type) {
        case "F32" -> Float.BYTES;
        case "F64" -> Double.BYTES;
        default -> throw refused("is of type " + type + "; only F32 and F64 can be used");
      };
    }

    /** The bytes of all elements, which lie within the data. */
    long bytes(long dataBytes) {
      long begin = offset(0);
      long end = offset(1);
      if (begin > end || end > dataBytes) {
        throw refused(
            "would lie at bytes %d to %d of %d; the file is damaged or cut short"
                .formatted(begin, end, dataBytes));
      }
      JsonNode shape = json.path("shape");
      long needed = bytesOf(shape);
      if (needed != end - begin) {
        throw refused("of shape %s needs %d bytes, not %d".formatted(shape, needed, end - begin));
      }
      if (begin == end) {
        throw refused("has no elements");
      }
      return end - begin;
    }

    long offset(int index) {
      JsonNode offsets = json.path("data_offsets");
      if (offsets.size() != 2 || !isCount(offsets.path(index))) {
        throw refused("has no two data_offsets, but " + offsets);
      }
      return offsets.path(index).asLong();
    }

    private long bytesOf(JsonNode shape) {
      if (!shape.isArray()) {
        throw refused("has no shape");
      }
      long bytes = width();
      for (JsonNode dimension : shape) {
        if (!isCount(dimension)) {
          throw refused("of shape %s has a dimension of %s".formatted(shape, dimension));
        }
        long size = dimension.asLong();
        if (size != 0 && bytes > Long.MAX_VALUE / size) {
          throw refused("of shape %s is larger than any file".formatted(shape));
        }
        bytes *= size;
      }
      return bytes;
    }

    private static boolean isCount(JsonNode number) {
      return number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0;
    }

    private IllegalArgumentException refused(String reason) {
      return new IllegalArgumentException("%s: the tensor \"%s\" %s".formatted(file, name, reason));
    }
  }

  private static float[] floats(ByteBuffer bytes, int count, int width) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = width == Float.BYTES ? bytes.getFloat() : (float) bytes.getDouble();
    }
    return values;
  }

  private static String onlyName(JsonNode header, Path file) {
    List<String> names = names(header);
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          names.isEmpty()
              ? file + " has no F32 or F64 tensor"
              : file
                  + " has several tensors; choose one as FILE#NAME: "
                  + String.join(", ", names));
    }
    return names.getFirst();
  }

  private static List<String> names(JsonNode header) {
    List<String> names = new ArrayList<>();
    header
        .properties()
        .forEach(
            entry -> {
              if (isFloating(entry.getValue())) {
                names.add(entry.getKey());
              }
            });
    return names;
  }

  private static boolean isFloating(JsonNode tensor) {
    String type = tensor.path("dtype").asText();
    return type.equals("F32") || type.equals("F64");
  }

  private static JsonNode header(ByteBuffer bytes, Path file) {
    String json = new String(bytes.array(), StandardCharsets.UTF_8);
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + " is not a safetensors file: " + e.getOriginalMessage(), e);
    }
  }

  private static ByteBuffer fill(FileChannel channel, long position, int length, Path file)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IllegalArgumentException(
            file + " ends after " + channel.size() + " bytes, in the middle of its contents");
      }
    }
    return bytes.flip();
  }
}

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
   * @return its elements in the order of the file; F64 is rounded to float
   * @throws CompareException if the file is not of this format or has no such tensor
   */
  static float[] read(Path file, String name) {
    try (FileChannel channel = FileChannel.open(file)) {
      long length = fill(channel, 0, Long.BYTES, file).getLong();
      if (length < 2 || length > LONGEST_HEADER || length > channel.size() - Long.BYTES) {
        throw new CompareException(
            file + " is not a safetensors file: its header would have " + length + " bytes");
      }
      JsonNode header = header(fill(channel, Long.BYTES, (int) length, file), file);
      String chosen = name == null ? onlyName(header, file) : name;
      JsonNode tensor = header.path(chosen);
      if (!isFloating(tensor)) {
        throw new CompareException(
            file
                + " has no F32 or F64 tensor \""
                + chosen
                + "\"; there are "
                + String.join(", ", names(header)));
      }
      return data(channel, tensor, Long.BYTES + length, file);
    } catch (IOException e) {
      throw new CompareException("cannot read " + file + ": " + e, e);
    }
  }

  private static float[] data(FileChannel channel, JsonNode tensor, long base, Path file)
      throws IOException {
    long begin = tensor.path("data_offsets").path(0).asLong(-1);
    long end = tensor.path("data_offsets").path(1).asLong(-1);
    boolean single = tensor.path("dtype").asText().equals("F32");
    int width = single ? Float.BYTES : Double.BYTES;
    long size = 1;
    for (JsonNode dimension : tensor.path("shape")) {
      size = Math.multiplyExact(size, dimension.asLong());
    }
    if (begin < 0 || end - begin != size * width || base + end > channel.size()) {
      throw new CompareException(
          file
              + " is damaged: a tensor of "
              + size
              + " elements lies at bytes "
              + begin
              + " to "
              + end
              + " of "
              + (channel.size() - base));
    }
    if (size == 0 || size * width > Integer.MAX_VALUE) {
      throw new CompareException(
          file
              + ": the tensor has "
              + size
              + " elements; 1 to "
              + Integer.MAX_VALUE / width
              + " can be used");
    }
    ByteBuffer bytes = fill(channel, base + begin, (int) (size * width), file);
    float[] values = new float[(int) size];
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? bytes.getFloat() : (float) bytes.getDouble();
    }
    return values;
  }

  private static String onlyName(JsonNode header, Path file) {
    List<String> names = names(header);
    if (names.size() != 1) {
      throw new CompareException(
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
    String json = StandardCharsets.UTF_8.decode(bytes).toString();
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new CompareException(file + " is not a safetensors file: " + e.getOriginalMessage(), e);
    }
  }

  private static ByteBuffer fill(FileChannel channel, long position, int length, Path file)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new CompareException(
            file + " ends after " + channel.size() + " bytes, in the middle of its contents");
      }
    }
    return bytes.flip();
  }
}

package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  private static final String TWO =
      """
      {"__metadata__": {"format": "pt"},
       "a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
       "b": {"dtype": "F64", "shape": [1, 2], "data_offsets": [8, 24]},
       "c": {"dtype": "I64", "shape": [0], "data_offsets": [24, 24]}}\
      """;

  @TempDir Path directory;

  @Test
  void readsSinglePrecision() throws IOException {
    assertArrayEquals(new float[] {1.5f, -2}, Safetensors.read(two(), "a"));
  }

  @Test
  void roundsDoublePrecision() throws IOException {
    assertArrayEquals(new float[] {0.1f, 3e38f}, Safetensors.read(two(), "b"));
  }

  @Test
  void theOnlyFloatingTensorNeedsNoName() throws IOException {
    String header =
        """
        {"n": {"dtype": "I32", "shape": [1], "data_offsets": [0, 4]},
         "x": {"dtype": "F32", "shape": [], "data_offsets": [4, 8]}}\
        """;
    ByteBuffer data = buffer(8).putInt(7).putFloat(0.5f);
    assertArrayEquals(new float[] {0.5f}, Safetensors.read(file(header, data), null));
  }

  @Test
  void severalTensorsAskForAName() throws IOException {
    refused(two(), null, "several tensors; choose one as FILE#NAME: a, b");
  }

  @Test
  void anUnknownNameListsTheKnownOnes() throws IOException {
    refused(two(), "c", "no F32 or F64 tensor \"c\"; there are a, b");
  }

  @Test
  void aTensorThatDoesNotFillItsShapeIsDamaged() throws IOException {
    refused(file(TWO.replace("[2]", "[3]"), data()), "a", "is damaged: a tensor of 3 elements");
  }

  @Test
  void aTensorBeyondTheEndIsDamaged() throws IOException {
    refused(file(TWO, buffer(8)), "b", "bytes 8 to 24 of 8");
  }

  @Test
  void anotherKindOfFileIsRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("text"), "Not a tensor in sight.");
    refused(text, "a", "is not a safetensors file: its header would have");
    refused(Files.write(directory.resolve("short"), new byte[3]), "a", "ends after 3 bytes");
    refused(file("{\"a\": ", data()), "a", "is not a safetensors file: Unexpected end-of-input");
  }

  private static void refused(Path file, String name, String message) {
    var error = assertThrows(CompareException.class, () -> Safetensors.read(file, name));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  private Path two() throws IOException {
    return file(TWO, data());
  }

  private static ByteBuffer data() {
    return buffer(24).putFloat(1.5f).putFloat(-2).putDouble(0.1).putDouble(3e38);
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Path file(String header, ByteBuffer data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = buffer(Long.BYTES + json.length + data.capacity());
    bytes.putLong(json.length).put(json).put(data.array());
    return Files.write(directory.resolve("tensors"), bytes.array());
  }
}

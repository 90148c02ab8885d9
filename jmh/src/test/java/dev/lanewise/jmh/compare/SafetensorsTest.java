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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertArrayEquals(new float[] {1.5f, -2}, read(two(), "a"));
  }

  @Test
  void roundsDoublePrecision() throws IOException {
    assertArrayEquals(new float[] {0.1f, 3e38f}, read(two(), "b"));
  }

  @Test
  void theOnlyFloatingTensorNeedsNoName() throws IOException {
    String header =
        """
        {"n": {"dtype": "I32", "shape": [1], "data_offsets": [0, 4]},
         "x": {"dtype": "F32", "shape": [], "data_offsets": [4, 8]}}\
        """;
    ByteBuffer data = buffer(8).putInt(7).putFloat(0.5f);
    assertArrayEquals(new float[] {0.5f}, read(file(header, data), null));
  }

  @Test
  void severalTensorsAskForAName() throws IOException {
    refused(two(), null, "several tensors; choose one as FILE#NAME: a, b");
  }

  @Test
  void onlyTheWantedElementsAreRead() throws IOException {
    assertArrayEquals(new float[] {1.5f}, Safetensors.read(two(), "a", 1));
  }

  @Test
  void anUnknownNameListsTheKnownOnes() throws IOException {
    refused(two(), "d", "has no tensor \"d\"; there are a, b");
    refused(two(), "__metadata__", "has no tensor \"__metadata__\"; there are a, b");
  }

  @Test
  void anotherTypeIsRefused() throws IOException {
    refused(two(), "c", "the tensor \"c\" is of type I64; only F32 and F64 can be used");
    refused(file(TWO.replace("F32", "F16"), data()), "a", "\"a\" is of type F16");
    refused(file(TWO.replace("\"F32\"", "32"), data()), "a", "\"a\" is of type 32");
  }

  @Test
  void aTensorWithoutElementsIsRefused() throws IOException {
    Path empty = file("{\"a\": " + tensor("[2, 0]", "[4, 4]") + "}", data());
    refused(empty, "a", "the tensor \"a\" has no elements");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [3]                                  | needs 12 bytes, not 8
          [1]                                  | needs 4 bytes, not 8
          []                                   | needs 4 bytes, not 8
          [2147483648]                         | needs 8589934592 bytes, not 8
          [-2]                                 | has a dimension of -2
          [-1, -2]                             | has a dimension of -1
          [2, 0, -9223372036854775808]         | has a dimension of -9223372036854775808
          [4294967296, 4294967296]             | is larger than any file
          [9223372036854775807]                | is larger than any file
          [2305843009213693952, 8]             | is larger than any file
          [4611686018427387904]                | is larger than any file
          [18446744073709551618]               | has a dimension of 18446744073709551618
          [2.0]                                | has a dimension of 2.0
          ["2"]                                | has a dimension of "2"
          [null]                               | has a dimension of null
          2                                    | has no shape
          null                                 | has no shape
          """)
  void aDamagedShapeIsRefused(String shape, String reason) throws IOException {
    Path damaged = file("{\"a\": " + tensor(shape, "[0, 8]") + "}", data());
    refused(damaged, "a", damaged + ": the tensor \"a\"", reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [16, 25]                             | would lie at bytes 16 to 25 of 24
          [0, 9223372036854775807]             | would lie at bytes 0 to 9223372036854775807 of 24
          [9223372036854775800, 9223372036854775807] | of 24; the file is damaged or cut short
          [8, 0]                               | would lie at bytes 8 to 0 of 24
          [-8, 0]                              | has no two data_offsets, but [-8,0]
          [0, 18446744073709551624]            | has no two data_offsets
          [0.0, 8]                             | has no two data_offsets
          [8]                                  | has no two data_offsets
          [0, 8, 16]                           | has no two data_offsets
          null                                 | has no two data_offsets
          """)
  void damagedOffsetsAreRefused(String offsets, String reason) throws IOException {
    Path damaged = file("{\"a\": " + tensor("[2]", offsets) + "}", data());
    refused(damaged, "a", damaged + ": the tensor \"a\"", reason);
  }

  @Test
  void aFileThatIsCutShortIsRefusedWhereverTheCutIs() throws IOException {
    byte[] whole = Files.readAllBytes(two());
    for (int length = 0; length < whole.length; length++) {
      Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));
      refused(cut, "b", cut.toString());
    }
  }

  @Test
  void anotherKindOfFileIsRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("text"), "Not a tensor in sight.");
    refused(text, "a", "is not a safetensors file, or is cut short: its header would have");
    refused(Files.write(directory.resolve("short"), new byte[3]), "a", "ends after 3 bytes");
    refused(file("{\"a\": ", data()), "a", "is not a safetensors file: Unexpected end-of-input");
    for (String header : List.of("[1, 2]", "  ", "null", "{\"a\": 7}", "{\"a\": [\"dtype\"]}")) {
      refused(file(header, data()), "a", "has no tensor \"a\"");
      refused(file(header, data()), null, "has no F32 or F64 tensor");
    }
  }

  @Test
  void aHeaderOfAnImpossibleLengthIsRefused() throws IOException {
    for (long length : new long[] {Long.MIN_VALUE, -1, 0, 1, 17, 100_000_001, Long.MAX_VALUE}) {
      byte[] bytes = buffer(24).putLong(length).array();
      Path damaged = Files.write(directory.resolve("header"), bytes);
      refused(damaged, "a", damaged.toString(), "its header would have " + length + " bytes of 16");
    }
  }

  private static float[] read(Path file, String name) {
    return Safetensors.read(file, name, 100);
  }

  private static void refused(Path file, String name, String... parts) {
    var error = assertThrows(IllegalArgumentException.class, () -> read(file, name));
    for (String part : parts) {
      assertTrue(error.getMessage().contains(part), error.getMessage());
    }
  }

  private static String tensor(String shape, String offsets) {
    return "{\"dtype\": \"F32\", \"shape\": %s, \"data_offsets\": %s}".formatted(shape, offsets);
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

package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.jmh.loops.Operation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CompareOptionsTest {
  @TempDir Path directory;

  @Test
  void anUnknownKernelListsTheKnownOnes() {
    refused("no kernel is called \"gelo\"; there are identity, sigmoid", "--kernels", "tanh,gelo");
  }

  @Test
  void aSizeMustBeANumberInRange() {
    refused("0 is not between 1 and", "--sizes", "1024,0");
    refused("'many' is not an int", "--sizes", "many");
  }

  @Test
  void aMissingInputIsNamed() {
    refused("there is no file", "--input", directory.resolve("absent.safetensors").toString());
  }

  @Test
  void anInputOfAnotherKindIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("input"), "1.0, 2.0, 3.0, 4.0");
    refused(
        "--input (-Dcompare.input): " + file + " is not a safetensors file",
        "--input",
        file.toString());
  }

  @Test
  void anUnknownOptionIsRefused() {
    refused("Unknown option: '--fast'", "--fast");
  }

  @Test
  void propertiesStandInForOptionsAndBlankOnesDoNot() {
    System.setProperty("compare.kernels", "tanh");
    System.setProperty("compare.sizes", "");
    System.setProperty("compare.quick", "true");
    try {
      Plan plan = plan();
      assertEquals(List.of("tanh"), plan.kernels());
      assertEquals(List.of(1024, 65536), plan.sizes());
      assertEquals(1, plan.forks());
    } finally {
      System.clearProperty("compare.kernels");
      System.clearProperty("compare.sizes");
      System.clearProperty("compare.quick");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare.kernel | tanh",
        "maven.properties | {compare.quick=true, compare.kernel=tanh}",
        "maven.properties | {compare.kernel=}"
      })
  void aMisspeltPropertyListsTheKnownOnes(String property, String value) {
    System.setProperty(property, value);
    try {
      refused(
          "there is no option -Dcompare.kernel; there are -Dcompare.kernels, -Dcompare.sizes,"
              + " -Dcompare.input, -Dcompare.quick, -Dcompare.out");
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void otherPropertiesOfMavenAreNoOptions() {
    System.setProperty("maven.properties", "{compare.quick=true, my.compare.kernel=x, a=b}");
    try {
      assertEquals(Operation.kernels(), plan().kernels());
    } finally {
      System.clearProperty("maven.properties");
    }
  }

  @Test
  void presetsAreTheWholeCatalogueAndAllSizes() {
    Plan plan = plan();
    assertEquals(Operation.kernels(), plan.kernels());
    assertEquals(Plan.SIZES, plan.sizes());
    assertEquals(3, plan.forks());
  }

  private static Plan plan(String... arguments) {
    CommandLine commandLine = Compare.commandLine();
    commandLine.parseArgs(arguments);
    return commandLine.<Compare>getCommand().plan();
  }

  private static void refused(String message, String... arguments) {
    StringWriter errors = new StringWriter();
    int code = Compare.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
    assertNotEquals(0, code);
    assertTrue(errors.toString().contains(message), errors.toString());
  }
}

package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Negative controls: wrong formulas fail the contracts, with the counterexamples that the
 * documentation shows. With {@code -Dtest.rewriteDocs=true} the documentation is brought up to date
 * instead.
 */
class WrongFormulasTest {
  private static final String BEGIN = "<!-- counterexamples: written by WrongFormulasTest -->\n";
  private static final String END = "<!-- end of counterexamples -->\n";

  static List<WrongFormula> formulas() {
    return WrongFormula.all();
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void wrongFormulaFailsTheContract(WrongFormula wrong) {
    assertTrue(!wrong.counterexample().isEmpty());
  }

  @Test
  void documentationShowsTheCounterexamples() throws IOException {
    Path document = document();
    String text = Files.readString(document);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String table = "\n" + WrongFormula.table() + "\n";
    if (Boolean.getBoolean("test.rewriteDocs")) {
      Files.writeString(document, text.substring(0, begin) + table + text.substring(end));
    } else {
      assertEquals(text.substring(begin, end), table);
    }
  }

  /** The file, from the folder of the module or the one above. */
  private static Path document() {
    Path here = Path.of("docs", "wrong-formulas.md");
    return Files.exists(here) ? here : Path.of("..").resolve(here);
  }
}

package dev.lanewise.property.accuracy;

import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.property.DoublePoints;
import dev.lanewise.property.Exact;
import dev.lanewise.property.Format;
import dev.lanewise.property.Ulp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What everything that decides about a figure is known by: the kernel, what it is held against, the
 * measure and the inputs. Equal for what gives equal figures, and hardly ever for anything else.
 *
 * <p>A kernel counts as its instructions. What it is held against counts as what that gives at some
 * places, so that a comment or another order of methods changes nothing.
 */
final class Fingerprint {
  /** Places in every piece of every function. They keep what several functions share. */
  static final List<Exact> PLACES = DoublePoints.few().mapToObj(Exact::at).toList();

  private static final int BYTES = 8;

  private static final String MEASURE = measure();

  private Fingerprint() {}

  /**
   * The fingerprint of a kernel of one input and of what is due.
   *
   * @param floats which floats it is measured on
   */
  static String of(Due due, Function<Lane, Lane> kernel, String floats) {
    return of(
        trace(1, lanes -> kernel.apply(lanes[0])),
        due.fingerprint(PLACES),
        floats,
        DoubleSample.NAME,
        DoubleSearch.NAME);
  }

  /** The fingerprint of parts that say all but how errors are measured. */
  static String of(String... parts) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((MEASURE + String.join("\n", parts)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The kernel for doubles counts too, since errors of floats are measured against it. */
  static String trace(int inputs, Function<Lane[], Lane> kernel) {
    return trace(Precision.FLOAT, inputs, kernel) + "\n" + trace(Precision.DOUBLE, inputs, kernel);
  }

  private static Graph trace(Precision precision, int inputs, Function<Lane[], Lane> kernel) {
    Storage storage = Storage.of(precision);
    return Graph.trace(
        precision,
        Collections.nCopies(inputs, storage),
        0,
        List.of(storage),
        lanes -> new Lane[] {kernel.apply(lanes)});
  }

  /** Errors of results that are off by one and a quarter ulps upwards, as they are measured. */
  private static String measure() {
    return DoublePoints.few().mapToObj(Fingerprint::measured).collect(Collectors.joining());
  }

  private static String measured(double x) {
    double up = Format.DOUBLE.nextUp(x);
    float floatUp = (float) Format.FLOAT.nextUp((float) x);
    double quarter = 0.25 * Ulp.ofFloat(x);
    return "%s %s %s %s\n"
        .formatted(
            Ulp.error(up, Ulp.decimal(x)),
            Ulp.error(floatUp, x - quarter),
            FloatSweep.error(floatUp, x - quarter),
            DoubleSample.roundoffs(up, Ulp.decimal(x)));
  }
}

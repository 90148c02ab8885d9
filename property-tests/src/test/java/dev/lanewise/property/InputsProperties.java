package dev.lanewise.property;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The generators make what usual ones do not: NaN, infinities, subnormals, every exponent. */
class InputsProperties {
  @Property(tries = 20_000)
  void everyKindOfFloatComesOften(@ForAll("floats") double x) {
    Statistics.label("kind")
        .collect(kind(x, Float.MIN_NORMAL))
        .coverage(
            coverage -> {
              coverage.check("NaN").percentage(p -> p > 0.2);
              coverage.check("infinite").percentage(p -> p > 0.2);
              coverage.check("subnormal").percentage(p -> p > 0.2);
              coverage.check("zero").percentage(p -> p > 0.2);
              coverage.check("normal").percentage(p -> p > 80);
            });
  }

  @Property(tries = 20_000)
  void everyKindOfDoubleComesOften(@ForAll("doubles") double x) {
    Statistics.label("kind")
        .collect(kind(x, Double.MIN_NORMAL))
        .coverage(
            coverage -> {
              coverage.check("NaN").percentage(p -> p > 0.2);
              coverage.check("infinite").percentage(p -> p > 0.2);
              coverage.check("subnormal").percentage(p -> p > 0.2);
              coverage.check("zero").percentage(p -> p > 0.2);
              coverage.check("normal").percentage(p -> p > 80);
            });
  }

  @Property(tries = 20_000)
  void exponentsAreEquallyLikely(@ForAll("floats") double x) {
    // The 254 normal exponents in ten groups.
    int exponent = Math.getExponent((float) x);
    int group = Float.isFinite((float) x) ? (exponent + 127) * 10 / 255 : -1;
    Statistics.label("tenth of the exponents")
        .collect(group)
        .coverage(
            coverage -> {
              for (int tenth = 0; tenth < 10; tenth++) {
                coverage.check(tenth).percentage(p -> p > 7 && p < 14);
              }
            });
  }

  @Property
  void limitedInputsStayWithinTheirLimit(@ForAll("small") double x) {
    Check.that(Math.abs(x) <= 1000, () -> x + " is too large");
  }

  @Provide
  Arbitrary<Double> floats() {
    return Inputs.any(Format.FLOAT);
  }

  @Provide
  Arbitrary<Double> doubles() {
    return Inputs.any(Format.DOUBLE);
  }

  @Provide
  Arbitrary<Double> small() {
    return Inputs.upTo(Format.FLOAT, 1000);
  }

  private static String kind(double x, double smallestNormal) {
    if (Double.isNaN(x)) {
      return "NaN";
    }
    if (Double.isInfinite(x)) {
      return "infinite";
    }
    if (x == 0) {
      return "zero";
    }
    return Math.abs(x) < smallestNormal ? "subnormal" : "normal";
  }
}

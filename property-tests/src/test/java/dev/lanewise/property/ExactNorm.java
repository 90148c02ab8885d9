package dev.lanewise.property;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.IntFunction;

/** The normalisation of a row and its gradients, to some 50 digits. */
final class ExactNorm {
  private static final MathContext DIGITS = new MathContext(50);

  private final int cols;

  /** x̂. */
  final BigDecimal[] normalised;

  /** 1 / √(mean square + ε). */
  final BigDecimal scale;

  ExactNorm(double[] x, double epsilon, boolean centred) {
    cols = x.length;
    BigDecimal[] exact = decimals(x);
    BigDecimal mean = centred ? mean(i -> exact[i]) : BigDecimal.ZERO;
    BigDecimal[] deviations =
        Arrays.stream(exact).map(xi -> xi.subtract(mean, DIGITS)).toArray(BigDecimal[]::new);
    BigDecimal square = mean(i -> deviations[i].multiply(deviations[i], DIGITS));
    scale = BigDecimal.ONE.divide(square.add(new BigDecimal(epsilon), DIGITS).sqrt(DIGITS), DIGITS);
    normalised =
        Arrays.stream(deviations)
            .map(deviation -> deviation.multiply(scale, DIGITS))
            .toArray(BigDecimal[]::new);
  }

  static BigDecimal[] decimals(double... numbers) {
    return Arrays.stream(numbers).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  BigDecimal mean(IntFunction<BigDecimal> element) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < cols; i++) {
      sum = sum.add(element.apply(i), DIGITS);
    }
    return sum.divide(BigDecimal.valueOf(cols), DIGITS);
  }

  /** dx, from g = dy · weight. */
  BigDecimal[] gradient(BigDecimal[] g, boolean centred) {
    BigDecimal mean = centred ? mean(i -> g[i]) : BigDecimal.ZERO;
    BigDecimal slope = mean(i -> g[i].multiply(normalised[i], DIGITS));
    BigDecimal[] dx = new BigDecimal[cols];
    for (int i = 0; i < cols; i++) {
      BigDecimal along = normalised[i].multiply(slope, DIGITS);
      dx[i] = g[i].subtract(mean, DIGITS).subtract(along, DIGITS).multiply(scale, DIGITS);
    }
    return dx;
  }
}

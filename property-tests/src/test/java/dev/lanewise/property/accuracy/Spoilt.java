package dev.lanewise.property.accuracy;

import dev.lanewise.property.Kernels;
import java.util.function.UnaryOperator;

/** Kernels that are wrong at one input, which a measurement has to notice. */
final class Spoilt {
  private Spoilt() {}

  /** A target whose kernel for floats has another result at one input, a NaN perhaps. */
  static Target at(float input, UnaryOperator<Float> change, Target target) {
    int bits = Float.floatToRawIntBits(input);
    Kernels.TwoArrays<float[]> floats =
        (x, xOffset, y, yOffset, length) -> {
          target.floats().run(x, xOffset, y, yOffset, length);
          for (int i = 0; i < length; i++) {
            if (Float.floatToRawIntBits(x[xOffset + i]) == bits) {
              y[yOffset + i] = change.apply(y[yOffset + i]);
            }
          }
        };
    return with(floats, target.doubles(), target);
  }

  /** A target whose kernel for doubles has another result at each input. */
  static Target doubles(Kernels.TwoArrays<double[]> doubles, Target target) {
    return with(target.floats(), doubles, target);
  }

  private static Target with(
      Kernels.TwoArrays<float[]> floats, Kernels.TwoArrays<double[]> doubles, Target target) {
    return new Target(target.name(), target.part(), "spoilt", floats, doubles, target.due());
  }
}

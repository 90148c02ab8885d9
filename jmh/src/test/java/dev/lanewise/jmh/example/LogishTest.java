package dev.lanewise.jmh.example;

import dev.lanewise.activation.Activation;
import dev.lanewise.property.ActivationContract;
import dev.lanewise.property.AllocationContract;
import dev.lanewise.property.Facts;
import dev.lanewise.property.Reference;
import dev.lanewise.property.References;
import dev.lanewise.property.Subject;

class LogishTest implements ActivationContract, AllocationContract {
  static final Facts FACTS =
      Facts.of(new Reference(LogishTest::value, LogishTest::derivative))
          .within(-0.2527688167894404, Double.POSITIVE_INFINITY)
          .withDerivativeZeros(-1.3724541370256922)
          .withUlps(8);

  private static final Subject SUBJECT = Subject.of(Activation.of(new Logish()), FACTS);

  public Subject subject() {
    return SUBJECT;
  }

  static double value(double x) {
    return x < -40
        ? References.value("silu").applyAsDouble(x)
        : x * Math.log1p(1 / (1 + Math.exp(-x)));
  }

  static double derivative(double x) {
    double e = Math.exp(-Math.min(x, 50));
    double s = 1 / (1 + e);
    return x < -40
        ? References.derivative("silu").applyAsDouble(x)
        : Math.log1p(s) + Math.min(x, 50) * e * s * s / (1 + s);
  }
}

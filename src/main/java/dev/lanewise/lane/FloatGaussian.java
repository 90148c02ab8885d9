package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atMostOrNaN;

/** The terms of {@link Gaussian} in {@code float}. */
final class FloatGaussian extends GaussianTerms {
  private static final Series ERFC =
      new Series(
          1.25,
          0x1.5c4f78p1,
          0x1.8d8072p-1,
          -0x1.e9adcap-3,
          0x1.fc7ecep-7,
          0x1.cbe3cep-7,
          -0x1.2c7e58p-10,
          -0x1.aaa966p-10,
          -0x1.b3ef36p-14,
          0x1.9c0a18p-13,
          0x1.f47346p-15);

  private static final Series GELU =
      new Series(
          3,
          0x1.927cp0,
          0x1.4116ap-2,
          0x1.314c48p-2,
          -0x1.a9178ap-2,
          0x1.1d892cp-2,
          -0x1.f61708p-5,
          -0x1.08d76ap-5,
          0x1.a9c87ap-7,
          0x1.25739ap-7,
          -0x1.3c7a8p-8);

  private static final Series GELU_DERIVATIVE =
      new Series(
          2.4375,
          0x1.50273ap0,
          0x1.cab00ap-3,
          -0x1.92afaep-2,
          0x1.b59cdap-3,
          -0x1.ba150cp-6,
          -0x1.8fd6e6p-6,
          0x1.103156p-9,
          0x1.5661fep-8,
          0x1.462ba4p-10,
          -0x1.9a7d86p-10);

  @Override
  Lane erfArgument(Lane a) {
    return atMostOrNaN(4.0, a);
  }

  @Override
  Lane erfcArgument(Lane a) {
    return atMostOrNaN(10.5, a);
  }

  @Override
  Lane normalArgument(Lane a) {
    return atMostOrNaN(15.0, a);
  }

  @Override
  Lane erfSmall(Lane h) {
    return polynomial(
        h,
        0x1.06eba8p-3,
        0x1.812738p-2,
        0x1.ce2a44p-4,
        0x1.b79c4p-6,
        0x1.4ebf9cp-8,
        0x1.5f56e8p-11);
  }

  @Override
  Lane logErfc(Lane a) {
    return polynomial(
            a,
            -0x1.20e792p0,
            -0x1.45745p-1,
            -0x1.af8202p-4,
            0x1.77f272p-6,
            -0x1.a7b1e6p-9,
            0x1.c54184p-13)
        .mul(a);
  }

  @Override
  Series erfc() {
    return ERFC;
  }

  @Override
  Lane geluSmall(Lane h) {
    return polynomial(
        h, 0x1.988452p-2, 0x1.1057b8p-3, 0x1.46b204p-5, 0x1.34397ap-7, 0x1.9e0d72p-10);
  }

  @Override
  Lane geluTail(Bell bell) {
    Lane z = GELU.at(bell.argument());
    return z.fma(bell.growth(), z);
  }

  @Override
  Lane geluDerivativeSmall(Lane h) {
    return polynomial(h, 0x1.98844ep-1, 0x1.10560cp-1, 0x1.e93fa8p-3, 0x1.2281e8p-4);
  }

  @Override
  Lane geluDerivativeTail(Lane a) {
    return a.fma(-0x1.988454p-2, GELU_DERIVATIVE.at(a));
  }

  @Override
  double down() {
    return 0x1p-64;
  }

  @Override
  double rounder() {
    return FloatExp.ROUNDER_UP_64;
  }

  @Override
  double unscaledRounder() {
    return FloatExp.ROUNDER_UNSCALED;
  }

  @Override
  Lane powerOfTwo(Lane n) {
    return FloatExp.powerOfTwo(n);
  }

  @Override
  Lane growth(Lane x, Lane low, Lane k) {
    return FloatExp.expm1Reduced(x, low, k);
  }

  @Override
  Lane growth(Lane x, Lane k) {
    return FloatExp.expm1Reduced(x, k);
  }
}

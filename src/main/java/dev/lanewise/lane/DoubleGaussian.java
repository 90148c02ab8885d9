package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atMost;

/** The terms of {@link Gaussian} in {@code double}. */
final class DoubleGaussian extends GaussianTerms {
  private static final Series ERFC =
      new Series(
          1.625,
          0x1.ee3ff2e1249cbp1,
          0x1.8ddcb1c1ac59fp-1,
          -0x1.0d56ebe2e556ep-2,
          0x1.af0654f19a305p-5,
          -0x1.8e78cae6a3e96p-15,
          -0x1.72624e0da67b8p-9,
          0x1.bc611cb4afacep-13,
          0x1.d92ca6bf12d33p-13,
          -0x1.fe9edf063b825p-17,
          -0x1.9e81513eaa15dp-16,
          -0x1.7d36427aaae61p-21,
          0x1.9463ed1531fbfp-19,
          0x1.438a51143208ap-21,
          -0x1.511cb8ba16905p-22,
          -0x1.5e4b5bb86db0cp-23,
          0x1.30341738553dbp-27,
          0x1.febc1fa5741ep-26,
          0x1.f8684bcbe2cc2p-28,
          -0x1.937a44c3354b1p-29,
          -0x1.335d00d6ed64fp-29,
          -0x1.0ea3bd7ae7622p-32,
          0x1.153c732457c1ap-32,
          0x1.f101af605666p-34,
          0x1.0ec0e5c8c31b1p-36);

  private static final Series GELU =
      new Series(
          3,
          0x1.8c8d03d0175f5p0,
          0x1.3f8592ef24b5bp-2,
          0x1.373ad21bd30cfp-2,
          -0x1.b1da76fe6eb27p-2,
          0x1.2335e309d8e23p-2,
          -0x1.f99ec25fc7daap-5,
          -0x1.1212a706a3a9cp-5,
          0x1.aeffb7f44763bp-7,
          0x1.0514683939165p-7,
          -0x1.bf4aa0c64f48ep-10,
          -0x1.3896399d1060dp-9,
          -0x1.395b0e9d60474p-12,
          0x1.1e5cef36e294dp-11,
          0x1.4ca090fd0403ep-12,
          -0x1.1f3e25197c82ep-16,
          -0x1.8b91b165df795p-14,
          -0x1.ec7db085590e8p-15,
          -0x1.088d94ed0e9fap-14,
          0x1.0e17d26a26316p-12,
          -0x1.b36dcf3d7446ep-12,
          0x1.ee1cb4e130c17p-12,
          -0x1.52c1ce7b146bp-12,
          0x1.eb8db55a448bp-14,
          -0x1.246b4b3798342p-16);

  private static final Series GELU_DERIVATIVE =
      new Series(
          4,
          0x1.4aeb8b2503dc9p0,
          0x1.cf1d46e1fca0ap-3,
          -0x1.20f5e097917f1p-1,
          0x1.582c3850fd27p-1,
          -0x1.14f4c1bb146d2p-1,
          0x1.10773c01b6e49p-2,
          -0x1.71ba353158d96p-5,
          -0x1.cbf500d270233p-6,
          0x1.9df4c2874b362p-7,
          0x1.2f7c575d52dfcp-8,
          -0x1.55b617ee9ab8dp-9,
          -0x1.52258fec09867p-10,
          0x1.c14ae9d531eap-12,
          0x1.b92fc6030ab34p-12,
          -0x1.574b64de0520ap-20,
          -0x1.30c934823c7abp-13,
          0x1.b1ae646118543p-15,
          -0x1.2757f49055b29p-13,
          0x1.84741d2d5ffabp-13,
          -0x1.838ba13ce5c0fp-14,
          0x1.17686b94f8acp-16);

  @Override
  Lane erfArgument(Lane a) {
    return atMost(6.0, a);
  }

  @Override
  Lane erfcArgument(Lane a) {
    return atMost(27.5, a);
  }

  @Override
  Lane normalArgument(Lane a) {
    return atMost(39.0, a);
  }

  @Override
  Lane erfSmall(Lane h) {
    return polynomial(
        h,
        0x1.06eba8214db69p-3,
        0x1.812746b0379e7p-2,
        0x1.ce2f21a0428a2p-4,
        0x1.b82ce31262025p-6,
        0x1.565bcd036bb8ap-8,
        0x1.c02db0d8cee2ap-11,
        0x1.f9a2a09092e57p-14,
        0x1.f4c476f18be13p-17,
        0x1.b8fd1a858e389p-20,
        0x1.55ddee7c28641p-23,
        0x1.87ed3d8938d97p-27);
  }

  @Override
  Lane logErfc(Lane a) {
    return polynomial(
            a,
            -0x1.20dd75581a31ep0,
            -0x1.45f2fe71e04ccp-1,
            -0x1.a4f676f3cf23ep-4,
            0x1.397e1e4f69866p-6,
            0x1.97f876f598184p-13,
            -0x1.b539f8e0f3359p-10,
            0x1.1f572bc3f6082p-11,
            0x1.86495c4656f7ep-16,
            -0x1.ce52a59076a01p-14,
            0x1.0b8caa7c12633p-14,
            -0x1.8beb53abd6c8ap-16,
            0x1.b1f9914e804edp-18,
            -0x1.6daf2a193c0f8p-20,
            0x1.dad9b5219ede3p-23,
            -0x1.d2c5257fc5d83p-26,
            0x1.4eaa98a1fc23dp-29,
            -0x1.47abe2b3f2e9cp-33,
            0x1.828ecce4de948p-38,
            -0x1.94faf286805b3p-44)
        .mul(a);
  }

  @Override
  Series erfc() {
    return ERFC;
  }

  @Override
  Lane geluSmall(Lane h) {
    return polynomial(
        h,
        0x1.9884533d43651p-2,
        0x1.1058377e2cf81p-3,
        0x1.46d042977192ap-5,
        0x1.37403f6ee95a1p-7,
        0x1.e42b0eb5a94b2p-10,
        0x1.3ce926f525dcdp-12,
        0x1.6590b83f68bf8p-15,
        0x1.62b413bd229f5p-18,
        0x1.3ecc465f4be4fp-21,
        0x1.092e72f0197d9p-24);
  }

  @Override
  Lane geluTail(Bell bell) {
    Lane t = GELU.argument(bell.argument());
    return GELU.changed(t, bell.growth()).add(GELU.constant());
  }

  @Override
  Lane geluDerivativeSmall(Lane h) {
    return polynomial(
        h,
        0x1.9884533d4364fp-1,
        0x1.1058377e2cc95p-1,
        0x1.ea3863e2de526p-3,
        0x1.37403f5314908p-4,
        0x1.2e9ade3b029ap-6,
        0x1.db58c11af8757p-9,
        0x1.3837f4a220fcdp-11,
        0x1.4b3c9bcbc1861p-14);
  }

  @Override
  Lane geluDerivativeTail(Lane a) {
    return a.fma(-0x1.9884533d43651p-2, GELU_DERIVATIVE.at(a));
  }

  @Override
  double down() {
    return DoubleExp.DOWN;
  }

  @Override
  double rounder() {
    return DoubleExp.SCALED_MAGIC;
  }

  @Override
  double unscaledRounder() {
    return DoubleExp.MAGIC;
  }

  @Override
  Lane powerOfTwo(Lane n) {
    return DoubleExp.powerOfTwo(n);
  }

  @Override
  Lane growth(Lane x, Lane low, Lane k) {
    return DoubleExp.expm1Reduced(x, low, k);
  }

  @Override
  Lane growth(Lane x, Lane k) {
    return DoubleExp.expm1Reduced(x, k);
  }
}

package dev.lanewise.kernel;

import jdk.incubator.vector.VectorShape;

/** Asks the vector module; to be touched only where the module is present. */
final class VectorModule {
  static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  static int preferredBits() {
    return VectorShape.preferredShape().vectorBitSize();
  }
}

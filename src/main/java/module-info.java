/**
 * SIMD kernels for neural-network activations, their derivatives, softmax, normalisations and
 * reductions, in pure Java.
 *
 * <p>Without the module {@code jdk.incubator.vector} (start the JVM with {@code --add-modules
 * jdk.incubator.vector}) everything works on a scalar path that gives the same bits; in all of
 * Lanewise, sign and payload of a NaN are excepted from that.
 */
module dev.lanewise {
  requires jdk.management;
  requires static jdk.incubator.vector;

  exports dev.lanewise.activation;
  exports dev.lanewise.kernel;
  exports dev.lanewise.lane;
  exports dev.lanewise.linalg;
  exports dev.lanewise.math;
}

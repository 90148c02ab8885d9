/**
 * Kernels as a user of Lanewise writes them, each with its benchmark here and its tests in the same
 * package: {@link dev.lanewise.jmh.example.Logish}, an activation that the catalogue does not have,
 * and {@link dev.lanewise.jmh.example.Epilogue}, a fused kernel of rows. {@code java
 * --add-modules=jdk.incubator.vector -jar jmh/target/benchmarks.jar example} runs the benchmarks.
 */
package dev.lanewise.jmh.example;

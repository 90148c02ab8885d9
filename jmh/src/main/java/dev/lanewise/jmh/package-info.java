/** JMH benchmarks of the kernels: {@code java -jar jmh/target/benchmarks.jar}. */
package dev.lanewise.jmh;

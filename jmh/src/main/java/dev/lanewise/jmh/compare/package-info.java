/** The program behind {@code mvn -P compare}, which shows what SIMD buys on a machine. */
package dev.lanewise.jmh.compare;

/** The loops that are compared, once each, for JMH and for the program {@code compare}. */
package dev.lanewise.jmh.loops;

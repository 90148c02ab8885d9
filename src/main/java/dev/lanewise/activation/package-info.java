/**
 * Activations with exact derivatives, softmax and sparsemax.
 *
 * <p>{@link dev.lanewise.activation.Activations} is the catalogue. Each activation is one file with
 * its value and derivative; {@link dev.lanewise.activation.Activation} is what they can do.
 */
package dev.lanewise.activation;

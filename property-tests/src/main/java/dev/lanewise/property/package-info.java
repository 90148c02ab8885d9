/**
 * Contracts of an activation and its derivative, to be run on Lanewise, on an activation of one's
 * own or on that of another library.
 *
 * <p>Describe the activation as a {@link dev.lanewise.property.Subject}: its kernels and the {@link
 * dev.lanewise.property.Facts} that mathematics says about it. Then implement {@link
 * dev.lanewise.property.ActivationContract}, and jqwik runs every property on it:
 *
 * <pre>{@code
 * class SwishProperties implements ActivationContract {
 *   public Subject subject() {
 *     Facts facts = Facts.of(new Reference(Swish::exact, Swish::exactDerivative));
 *     return Subject.of("swish", facts, Kernels.floats(Swish::apply, Swish::derivative));
 *   }
 * }
 * }</pre>
 *
 * <p>Where only some of it is wanted, implement one of the smaller contracts that it is made of.
 * Inputs are raw bit patterns, so NaN, infinities and subnormal numbers come as often as they can.
 * What fails is shrunk to the failing input of smallest magnitude.
 *
 * <p>{@link dev.lanewise.property.References}, {@link dev.lanewise.property.Ulp} and {@link
 * dev.lanewise.property.Allocation} serve without jqwik too.
 */
package dev.lanewise.property;

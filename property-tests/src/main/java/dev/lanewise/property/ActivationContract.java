package dev.lanewise.property;

/**
 * All that an activation and its derivative must hold: implement {@link #subject()} in a class, and
 * jqwik runs every property on it.
 */
public interface ActivationContract
    extends ValueContract,
        DerivativeContract,
        BackwardContract,
        SpecialValueContract,
        RangeContract {}

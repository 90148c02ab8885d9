package dev.lanewise.lane;

import dev.lanewise.lane.Graph.Op;
import dev.lanewise.lane.Graph.Recorder;

/** A truth value in a formula: the outcome of comparing two {@link Lane}s. */
public final class Mask {
  private final Recorder recorder;
  private final int index;

  Mask(Recorder recorder, int index) {
    this.recorder = recorder;
    this.index = index;
  }

  /**
   * Chooses between two values. Both are computed; a NaN or infinity in the one that is not chosen
   * does no harm.
   *
   * @param then the value where this mask holds
   * @param otherwise the value elsewhere
   * @return the chosen value
   */
  public Lane select(Lane then, Lane otherwise) {
    return new Lane(
        recorder,
        recorder.record(Op.SELECT, then.indexIn(recorder), otherwise.indexIn(recorder), index, 0));
  }

  /**
   * Chooses between a constant and a value.
   *
   * @param then the value where this mask holds
   * @param otherwise the value elsewhere
   * @return the chosen value
   */
  public Lane select(double then, Lane otherwise) {
    return select(recorder.constant(then), otherwise);
  }

  /**
   * Chooses between a value and a constant.
   *
   * @param then the value where this mask holds
   * @param otherwise the value elsewhere
   * @return the chosen value
   */
  public Lane select(Lane then, double otherwise) {
    return select(then, recorder.constant(otherwise));
  }

  /**
   * Chooses between two constants.
   *
   * @param then the value where this mask holds
   * @param otherwise the value elsewhere
   * @return the chosen value
   */
  public Lane select(double then, double otherwise) {
    return select(recorder.constant(then), recorder.constant(otherwise));
  }

  /**
   * Both.
   *
   * @param other another mask
   * @return this and other
   */
  public Mask and(Mask other) {
    return new Mask(
        recorder,
        recorder.record(Op.MASK_AND, index, recorder.own(other.recorder, other.index), -1, 0));
  }

  /**
   * Either.
   *
   * @param other another mask
   * @return this or other
   */
  public Mask or(Mask other) {
    return new Mask(
        recorder,
        recorder.record(Op.MASK_OR, index, recorder.own(other.recorder, other.index), -1, 0));
  }
}

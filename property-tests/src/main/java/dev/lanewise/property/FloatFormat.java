package dev.lanewise.property;

/** The format of {@code float}. */
record FloatFormat() implements Format<float[]> {
  @Override
  public float[] array(int length) {
    return new float[length];
  }

  @Override
  public int length(float[] array) {
    return array.length;
  }

  @Override
  public float[] copy(float[] array) {
    return array.clone();
  }

  @Override
  public double get(float[] array, int index) {
    return array[index];
  }

  @Override
  public void set(float[] array, int index, double value) {
    array[index] = (float) value;
  }

  @Override
  public long bits(double value) {
    return Float.floatToIntBits((float) value);
  }

  @Override
  public double round(double value) {
    return (float) value;
  }

  @Override
  public double ulp(double value) {
    return Ulp.ofFloat(value);
  }

  @Override
  public double nextUp(double value) {
    return Math.nextUp((float) value);
  }

  @Override
  public double largest() {
    return Float.MAX_VALUE;
  }

  @Override
  public double smallestNormal() {
    return Float.MIN_NORMAL;
  }

  @Override
  public double smallest() {
    return Float.MIN_VALUE;
  }

  @Override
  public double error(double actual, double exact) {
    return Ulp.error((float) actual, exact);
  }

  @Override
  public String text(double value) {
    return Float.toString((float) value);
  }

  @Override
  public String toString() {
    return "float";
  }
}

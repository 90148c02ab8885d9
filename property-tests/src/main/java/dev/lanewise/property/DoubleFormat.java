package dev.lanewise.property;

/** The format of {@code double}. */
record DoubleFormat() implements Format<double[]> {
  @Override
  public double[] array(int length) {
    return new double[length];
  }

  @Override
  public int length(double[] array) {
    return array.length;
  }

  @Override
  public double[] copy(double[] array) {
    return array.clone();
  }

  @Override
  public double get(double[] array, int index) {
    return array[index];
  }

  @Override
  public void set(double[] array, int index, double value) {
    array[index] = value;
  }

  @Override
  public long bits(double value) {
    return Double.doubleToLongBits(value);
  }

  @Override
  public double round(double value) {
    return value;
  }

  @Override
  public double ulp(double value) {
    return Math.ulp(value);
  }

  @Override
  public double nextUp(double value) {
    return Math.nextUp(value);
  }

  @Override
  public double largest() {
    return Double.MAX_VALUE;
  }

  @Override
  public double smallestNormal() {
    return Double.MIN_NORMAL;
  }

  @Override
  public double smallest() {
    return Double.MIN_VALUE;
  }

  @Override
  public double error(double actual, double exact) {
    return Ulp.error(actual, exact);
  }

  @Override
  public String text(double value) {
    return Double.toString(value);
  }

  @Override
  public String toString() {
    return "double";
  }
}

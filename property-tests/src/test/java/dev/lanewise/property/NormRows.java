package dev.lanewise.property;

import java.util.SplittableRandom;

/** Kinds of rows on which normalisations and reductions go wrong in different ways. */
enum NormRows {
  /** Between -1 and 1. */
  ORDINARY {
    @Override
    double element(SplittableRandom random, int i, Format<?> format) {
      return random.nextDouble(-1, 1);
    }
  },
  /** Far from 0: E[x²] - m² cancels. */
  FAR {
    @Override
    double element(SplittableRandom random, int i, Format<?> format) {
      return 3000 + random.nextDouble(-1, 1);
    }
  },
  /** A first element that is far from all others. */
  FIRST_FAR {
    @Override
    double element(SplittableRandom random, int i, Format<?> format) {
      return i == 0 ? -5000 : random.nextDouble(-1, 1);
    }
  },
  /** Two neighbouring numbers: the mean between them is none of the format. */
  NEIGHBOURS {
    @Override
    double element(SplittableRandom random, int i, Format<?> format) {
      double number = format.round(12345.678);
      return random.nextBoolean() ? number : format.nextUp(number);
    }
  },
  /** Of many magnitudes. */
  SCATTERED {
    @Override
    double element(SplittableRandom random, int i, Format<?> format) {
      return Math.scalb(random.nextDouble(-1, 1), random.nextInt(-30, 10));
    }
  },
  /** A sum that cancels. */
  ALTERNATING {
    @Override
    double element(SplittableRandom random, int i, Format<?> format) {
      return (i % 2 == 0 ? 1 : -1) * (1 + random.nextDouble() / 1024);
    }
  };

  abstract double element(SplittableRandom random, int i, Format<?> format);

  /** A row of numbers of the format, the same ones for the same length. */
  double[] row(Format<?> format, int cols) {
    SplittableRandom random = new SplittableRandom(cols);
    double[] row = new double[cols];
    for (int i = 0; i < cols; i++) {
      row[i] = format.round(element(random, i, format));
    }
    return row;
  }
}

package dev.lanewise.property.accuracy;

import dev.lanewise.property.DoublePoints;
import dev.lanewise.property.Format;
import dev.lanewise.property.Ulp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Looks for the worst error of a kernel of several inputs: at many points of all kinds, and from
 * the worst of each part of them on to what is worse nearby.
 *
 * <p>Floats are held against the kernel for doubles of the same formula, doubles against at least
 * 40 digits.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class JointSearch<A> {
  /** Parts of the points, small enough to lose one when the program is stopped. */
  static final int CHUNKS = 64;

  /**
   * How many points of floats and of doubles are tried before the search goes on from the worst.
   */
  static final long FLOAT_POINTS = 1L << 26;

  static final long DOUBLE_POINTS = 1L << 17;

  private static final double[] SEAMS = DoublePoints.seams().toArray();

  /** Points whose results are part of what a kernel is known by. */
  private static final int KNOWN_POINTS = 1 << 12;

  private static final int KNOWN_EXACTLY = 1 << 6;

  private static final int BLOCK = 1 << 12;

  private static final int FLOAT_TRIES = 1 << 16;
  private static final int DOUBLE_TRIES = 1 << 10;

  private final JointTarget target;
  private final Format<A> format;
  private final List<double[]> points = new ArrayList<>();
  private final List<A> inputs = new ArrayList<>();
  private final A results;
  private final double[] wide;
  private final double[] point;
  private final SplittableRandom random;
  private JointErrors errors;

  private JointSearch(JointTarget target, Format<A> format, int block, long seed) {
    this.target = target;
    this.format = format;
    for (int i = 0; i < target.operands().size(); i++) {
      points.add(new double[block]);
      inputs.add(format.array(block));
    }
    results = format.array(block);
    wide = new double[block];
    point = new double[target.operands().size()];
    random = new SplittableRandom(seed);
    errors = JointErrors.none(target);
  }

  /** How many points of a format are tried first. */
  static long points(Format<?> format) {
    return format == Format.FLOAT ? FLOAT_POINTS : DOUBLE_POINTS;
  }

  private static int tries(Format<?> format) {
    return format == Format.FLOAT ? FLOAT_TRIES : DOUBLE_TRIES;
  }

  /** One of {@link #CHUNKS} parts of the points. */
  static JointErrors chunk(JointTarget target, Format<?> format, int chunk) {
    long count = points(format) / CHUNKS;
    return range(target, format, chunk, chunk * count, (chunk + 1) * count).errors;
  }

  /**
   * Goes on from the worst of each part.
   *
   * @param starts points that are worth a look
   */
  static JointErrors climb(JointTarget target, Format<?> format, List<Worst> starts) {
    List<Area<?>> areas =
        new ArrayList<>(
            IntStream.range(0, starts.size())
                .filter(i -> !starts.get(i).at().isEmpty())
                .<Area<?>>mapToObj(i -> new Area<>(target, format, starts.get(i), i))
                .toList());
    int tries = tries(format);
    while (areas.size() > 1) {
      int times = tries;
      areas.parallelStream().forEach(area -> area.look(times));
      areas.sort(Comparator.comparingDouble(area -> -area.worst().ulps()));
      areas.subList((areas.size() + 1) / 2, areas.size()).clear();
      tries *= 2;
    }
    JointErrors none = JointErrors.none(target);
    return areas.isEmpty() ? none : none.and(areas.getFirst().worst());
  }

  /** What the kernels give at the first points, and what is due at some of them. */
  static String fingerprint(JointTarget target) {
    return known(target, Format.FLOAT) + known(target, Format.DOUBLE);
  }

  private static String known(JointTarget target, Format<?> format) {
    JointSearch<?> search = range(target, format, 0, 0, 0);
    search.fill(0, KNOWN_POINTS);
    search.run(KNOWN_POINTS);
    StringBuilder known =
        new StringBuilder(List.of(format, points(format), tries(format)).toString());
    for (int i = 0; i < KNOWN_POINTS; i++) {
      known.append(' ').append(search.result(i));
    }
    for (int i = 0; i < KNOWN_EXACTLY; i++) {
      search.select(i);
      Optional<BigDecimal> due = target.due().at(search.point);
      known.append(due.map(BigDecimal::doubleValue));
      for (double units : new double[] {1, 1.5, 5}) {
        known.append(target.judge(format, search.point, 5, units, 0, 0));
      }
    }
    return known.toString();
  }

  private static JointSearch<?> range(
      JointTarget target, Format<?> format, long seed, long from, long to) {
    JointSearch<?> search = new JointSearch<>(target, format, BLOCK, seed);
    for (long first = from; first < to; first += BLOCK) {
      int length = (int) Math.min(BLOCK, to - first);
      search.fill(first, length);
      search.measure(length);
    }
    return search;
  }

  private void fill(long first, int length) {
    for (int i = 0; i < length; i++) {
      draw(first + i);
      put(i);
    }
  }

  /** A fourth of the points each of any bits, of each pair of exponents, of seams, and drawn. */
  private void draw(long number) {
    int kind = (int) (number % 4);
    if (kind == 3) {
      target.draw().into(point, random);
    }
    long pair = number / 4;
    for (int i = 0; i < point.length; i++) {
      double any =
          switch (kind) {
            case 0 -> bits();
            case 1 -> ofExponent(pair);
            case 2 -> seam();
            default -> format.round(point[i]);
          };
      while (!Double.isFinite(any)) {
        any = bits();
      }
      point[i] = any;
      pair /= 2 * exponents();
    }
  }

  private double bits() {
    return format == Format.FLOAT
        ? Float.intBitsToFloat(random.nextInt())
        : Double.longBitsToDouble(random.nextLong());
  }

  /** Of one of the exponents and signs, counted from some number on. */
  private double ofExponent(long number) {
    if (format == Format.DOUBLE) {
      return bits();
    }
    int signAndExponent = (int) (number % (2 * exponents()));
    return Float.intBitsToFloat(signAndExponent << 23 | random.nextInt(1 << 23));
  }

  private int exponents() {
    return format == Format.FLOAT ? 1 << 8 : 1 << 11;
  }

  private double seam() {
    double seam = SEAMS[random.nextInt(SEAMS.length)];
    double rounded = format.round(seam);
    return format == Format.FLOAT ? nudged(rounded, 8) : rounded;
  }

  /** A number of the format that is at most some numbers away. */
  private double nudged(double x, long most) {
    long by = random.nextLong(-most, most + 1);
    return format == Format.FLOAT
        ? Float.intBitsToFloat(Float.floatToRawIntBits((float) x) + (int) by)
        : Double.longBitsToDouble(Double.doubleToRawLongBits(x) + by);
  }

  private void put(int i) {
    for (int operand = 0; operand < point.length; operand++) {
      points.get(operand)[i] = point[operand];
      format.set(inputs.get(operand), i, point[operand]);
    }
  }

  private void select(int i) {
    for (int operand = 0; operand < point.length; operand++) {
      point[operand] = points.get(operand)[i];
    }
  }

  private void run(int length) {
    if (format == Format.FLOAT) {
      target.floats().run(floats(inputs), (float[]) results, length);
      target.doubles().run(points, wide, length);
    } else {
      target.doubles().run(points, (double[]) results, length);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<float[]> floats(List<?> inputs) {
    return (List<float[]>) inputs;
  }

  private double result(int i) {
    return format.get(results, i);
  }

  private void measure(int length) {
    run(length);
    for (int i = 0; i < length; i++) {
      if (format == Format.FLOAT) {
        measureFloat(i);
      } else {
        measureDouble(i);
      }
    }
  }

  private void measureFloat(int i) {
    float result = (float) result(i);
    double error = FloatSweep.error(result, wide[i]);
    if (error <= errors.worst().ulps()) {
      return;
    }
    double ulps = Ulp.error(result, wide[i]);
    if (ulps > 0) {
      select(i);
      count(ulps, Math.abs(result - wide[i]), result, wide[i]);
    }
  }

  private void measureDouble(int i) {
    select(i);
    target
        .due()
        .at(point)
        .ifPresent(
            due -> {
              double result = result(i);
              double ulps = Ulp.error(result, due);
              if (ulps > errors.worst().ulps()) {
                double error =
                    Double.isFinite(result)
                        ? Ulp.decimal(result).subtract(due).abs().doubleValue()
                        : Double.POSITIVE_INFINITY;
                count(ulps, error, result, due.doubleValue());
              }
            });
  }

  private void count(double ulps, double error, double result, double exact) {
    errors = errors.and(target.judge(format, point, ulps, error, result, exact));
  }

  /** The neighbourhood of a point. */
  private static final class Area<A> {
    /** The logarithm of the largest step from the worst to what may be worse, in ulps. */
    private final int farthest;

    private final JointSearch<A> search;

    Area(JointTarget target, Format<A> format, Worst start, int seed) {
      farthest = format == Format.FLOAT ? 20 : 46;
      search = new JointSearch<>(target, format, 64, seed);
      for (int i = 0; i < start.at().size(); i++) {
        search.point[i] = format.round(start.at().get(i));
      }
      search.put(0);
      search.measure(1);
    }

    Worst worst() {
      return search.errors.worst();
    }

    void look(int times) {
      for (int done = 0; done < times; done += search.wide.length) {
        for (int i = 0; i < search.wide.length && !worst().at().isEmpty(); i++) {
          for (int operand = 0; operand < search.point.length; operand++) {
            search.point[operand] = nearWorst(operand);
          }
          search.put(i);
        }
        search.measure(search.wide.length);
      }
    }

    private double nearWorst(int operand) {
      double x = worst().at().get(operand);
      double near = search.nudged(x, 1L << search.random.nextInt(farthest + 1));
      return Double.isFinite(near) && search.random.nextInt(4) > 0 ? near : x;
    }
  }
}

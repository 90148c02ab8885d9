package dev.lanewise.property.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Looks for the worst error of a kernel for doubles.
 *
 * <p>Rounding errors look random from one number to the next, but how large they can be depends on
 * where one is. So the axis is divided into areas, and those where the worst was found are looked
 * at again, half as many and twice as closely each time: partly anywhere in the area, partly around
 * the worst that was found there.
 */
final class DoubleSearch {
  private static final int TRIES = 64;

  /** The logarithm of the largest step from the worst to what may be worse, in ulps. */
  private static final int FARTHEST = 46;

  /** What was found by this search must not serve for another. */
  static final String NAME = "worst of " + TRIES + " in " + Axis.PLACES + ", up to 2^" + FARTHEST;

  private DoubleSearch() {}

  /**
   * The worst error that is found.
   *
   * @param starts inputs to look around
   */
  static Errors search(Target target, double... starts) {
    List<Area> areas =
        new ArrayList<>(IntStream.range(0, Axis.PLACES).mapToObj(Area::new).toList());
    for (double start : starts) {
      areas.get(Axis.place(start)).look(target, start);
    }
    for (int tries = TRIES; areas.size() > 1; tries *= 2) {
      int times = tries;
      areas.parallelStream().forEach(area -> area.look(target, times));
      areas.sort(Comparator.comparingDouble(area -> -area.worst.largest()));
      areas.subList((areas.size() + 1) / 2, areas.size()).clear();
    }
    return areas.getFirst().worst;
  }

  private static final class Area {
    private final double from;
    private final double to;
    private final SplittableRandom random;
    private Errors worst = Errors.NONE;

    Area(int place) {
      from = Axis.edge(place);
      to = Axis.edge(place + 1);
      random = new SplittableRandom(place);
    }

    void look(Target target, int times) {
      for (int i = 0; i < times; i++) {
        look(target, i % 2 == 0 ? random.nextDouble(from, to) : aroundWorst());
      }
    }

    void look(Target target, double x) {
      worst = worst.and(DoubleSample.error(target, x));
    }

    private double aroundWorst() {
      long reach = 1L << random.nextInt(FARTHEST + 1);
      long bits = Double.doubleToLongBits(worst.x());
      return Double.longBitsToDouble(bits + random.nextLong(-reach, reach + 1));
    }
  }
}

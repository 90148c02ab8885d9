package dev.lanewise.property.accuracy;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found over some inputs.
 *
 * @param errors over all of them
 * @param profile errors at places of the {@link Axis}, in the order of inputs
 */
record Finding(Errors errors, List<Place> profile) {
  static final Finding NONE = new Finding(Errors.NONE, List.of());

  /**
   * The errors at one place of the axis.
   *
   * @param at the place
   * @param largest the largest error
   * @param sum of errors
   * @param count of inputs
   */
  record Place(int at, double largest, double sum, long count) {
    private Place and(Place later) {
      return new Place(at, Math.max(largest, later.largest), sum + later.sum, count + later.count);
    }
  }

  /** Errors that are not drawn. */
  static Finding of(Errors errors) {
    return new Finding(errors, List.of());
  }

  /** The errors of inputs that share a place. */
  static Finding of(Errors errors, int place) {
    return errors.count() == 0
        ? new Finding(errors, List.of())
        : new Finding(
            errors, List.of(new Place(place, errors.largest(), errors.sum(), errors.count())));
  }

  /** This finding and that of later inputs. */
  Finding and(Finding later) {
    List<Place> places = new ArrayList<>(profile);
    for (Place place : later.profile) {
      int index = indexOf(place.at, places);
      if (index < 0) {
        places.add(place);
      } else {
        places.set(index, places.get(index).and(place));
      }
    }
    return new Finding(errors.and(later.errors), places);
  }

  /** Searched from the end, where inputs in order find it. */
  private static int indexOf(int at, List<Place> places) {
    int index = places.size() - 1;
    while (index >= 0 && places.get(index).at != at) {
      index--;
    }
    return index;
  }
}

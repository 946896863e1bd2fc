package eu.bocage.compute.he;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The holders that open together, by their points; written as {@code 1,3,5}. */
record HolderSet(SortedSet<Integer> points) {

    HolderSet {
        points = Collections.unmodifiableSortedSet(new TreeSet<>(points));
    }

    /** @throws Refusal unless they are as many different holders as the threshold says */
    static HolderSet of(Iterable<String> ids, Manifest manifest) {
        SortedSet<Integer> points = new TreeSet<>();
        int named = 0;
        for (String id : ids) {
            points.add(manifest.point(id));
            named++;
        }
        if (points.size() != manifest.parameters().threshold() || named != points.size()) {
            throw new Refusal(Fault.WRONG_SET);
        }
        return new HolderSet(points);
    }

    String text() {
        return points.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}

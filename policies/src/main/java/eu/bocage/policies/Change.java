package eu.bocage.policies;

import java.util.Objects;
import java.util.Optional;

/** One thing that differs between two charters. */
public sealed interface Change {

    /** Which way a change goes for whoever asks. */
    enum Direction {
        /** More is permitted, or less is asked for. */
        LOOSER,
        /** Less is permitted, or more is asked for. */
        TIGHTER,
        /** Neither can be said: some may gain and others lose. */
        OTHER
    }

    Direction direction();

    /**
     * What the charter sets.
     *
     * @param field  as in the document, as {@code budget.perRequest}
     * @param name   in plain words
     * @param before what it was; empty when it was not set
     * @param after  what it becomes; empty when it is set no more
     */
    record Setting(String field, Words name, Optional<Words> before, Optional<Words> after, Direction direction)
        implements Change {

        public Setting {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(direction, "direction");
        }
    }

    /** A clause of an identifier that was not there. Which way it goes shows in what the charter sets. */
    record ClauseAdded(Clause clause) implements Change {

        public ClauseAdded {
            Objects.requireNonNull(clause, "clause");
        }

        @Override
        public Direction direction() {
            return Direction.OTHER;
        }
    }

    /** A clause of an identifier that is there no more. */
    record ClauseRemoved(Clause clause) implements Change {

        public ClauseRemoved {
            Objects.requireNonNull(clause, "clause");
        }

        @Override
        public Direction direction() {
            return Direction.OTHER;
        }
    }

    /** A clause of which title, text, terms or who sees to it differ; one that nodes enforce no more is looser. */
    record ClauseChanged(Clause before, Clause after) implements Change {

        public ClauseChanged {
            if (!before.id().equals(after.id()) || before.equals(after)) {
                throw new IllegalArgumentException("not a changed clause: " + before.id() + ", " + after.id());
            }
        }

        @Override
        public Direction direction() {
            int way = after.status().compareTo(before.status());
            return way == 0 ? Direction.OTHER : way > 0 ? Direction.LOOSER : Direction.TIGHTER;
        }
    }
}

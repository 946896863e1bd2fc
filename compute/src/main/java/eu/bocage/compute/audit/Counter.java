package eu.bocage.compute.audit;

import eu.bocage.compute.Card;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where questions are charged for and answered, with a budget of its own that nobody else uses. Thread-safe. */
public interface Counter extends AutoCloseable {

    /** Answers, charging first. */
    Reply ask(String question);

    /** What all questions cost so far, micro-rho. */
    long spent();

    /** What they may cost in all, micro-rho. */
    long limit();

    /** Replies leave at multiples of it. */
    Duration slot();

    @Override
    void close();

    /** @param answer its bytes, empty when there is none; @param took from the request to the reply */
    record Reply(Optional<String> answer, Duration took) {
    }

    /** Makes counters, each with an empty book. */
    interface Maker {

        /**
         * @param rows  a CSV file of made-up rows, needed until it returns
         * @param fails whether every computation fails, as one would because of a row
         */
        Counter open(Card card, Path rows, boolean fails);
    }
}

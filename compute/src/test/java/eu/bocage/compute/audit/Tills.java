package eu.bocage.compute.audit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A small book in memory, sound or with one fault. */
final class Tills implements Counter {

    enum Fault {
        NONE, CHECK_THEN_ACT, REFUND_ON_FAILURE, FRESH_NOISE, TELLING_TIME, TIME_OF_EVERY_CELL, BEFORE_ITS_SLOT
    }

    private static final long LIMIT = 600_000;
    private static final Duration SLOT = Duration.ofMillis(50);
    private static final Pattern COST = Pattern.compile("\"microRho\"\\s*:\\s*([0-9]+)");

    private final Fault fault;
    private final boolean fails;
    private final boolean huge;
    private final long mostCells;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicLong spent = new AtomicLong();
    private final AtomicLong draws = new AtomicLong();
    private final AtomicInteger checked = new AtomicInteger();

    /** @param lines rows, of which some may be a huge unit's, behind a header */
    Tills(Fault fault, boolean fails, List<String> lines) {
        this.fault = fault;
        this.fails = fails;
        this.huge = lines.stream().anyMatch(line -> line.startsWith("huge,"));
        this.mostCells = lines.stream().skip(1).distinct().collect(Collectors.groupingBy(line ->
            line.substring(0, line.indexOf(',')), Collectors.counting())).values().stream()
            .mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public Reply ask(String question) {
        String same = question.strip();
        Matcher cost = COST.matcher(same);
        if (!cost.find()) {
            throw new IllegalArgumentException("a question names its cost");
        }
        long each = Long.parseLong(cost.group(1));
        if (fault == Fault.CHECK_THEN_ACT) {
            return answers.containsKey(same) ? reply(answers.get(same)) : checkThenAct(same, each);
        }
        synchronized (this) {
            if (fault != Fault.FRESH_NOISE && answers.containsKey(same)) {
                return reply(answers.get(same));
            }
            if (spent.get() + each > LIMIT) {
                return refused();
            }
            spent.addAndGet(answers.containsKey(same) ? 0 : each);
            if (fails) {
                spent.addAndGet(fault == Fault.REFUND_ON_FAILURE ? -each : 0);
                return refused();
            }
            answers.put(same, "noise " + draws.incrementAndGet());
            return reply(answers.get(same));
        }
    }

    /** The pause between check and act lets 20 in, however few threads the machine has. */
    private Reply checkThenAct(String question, long each) {
        if (spent.get() + each > LIMIT) {
            return refused();
        }
        checked.incrementAndGet();
        for (int wait = 0; wait < 200 && checked.get() < 20; wait++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        spent.addAndGet(each);
        if (fails) {
            return refused();
        }
        answers.putIfAbsent(question, "noise " + draws.incrementAndGet());
        return reply(answers.get(question));
    }

    private Reply refused() {
        return new Reply(Optional.empty(), SLOT);
    }

    /** Times are told and not measured, so that no load of the machine can hide or make a fault. */
    private Reply reply(String answer) {
        long more = switch (fault) {
            case TELLING_TIME -> huge ? 300 : 0;
            // as a hash for every cell of one unit, too slow to be hidden in a slot
            case TIME_OF_EVERY_CELL -> mostCells;
            case BEFORE_ITS_SLOT -> -10;
            default -> 0;
        };
        return new Reply(Optional.of(answer), SLOT.plusMillis(more));
    }

    @Override
    public long spent() {
        return spent.get();
    }

    @Override
    public long limit() {
        return LIMIT;
    }

    @Override
    public Duration slot() {
        return SLOT;
    }

    @Override
    public void close() {
        answers.clear();
    }
}

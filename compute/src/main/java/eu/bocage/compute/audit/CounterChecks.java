package eu.bocage.compute.audit;

import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Attacks what counts the budget, with made-up rows and an empty book. */
final class CounterChecks {

    private static final int AT_ONCE = 200;
    private static final int ROOM = 12;

    private final Card card;
    private final MadeRows made;
    private final Counter.Maker maker;

    CounterChecks(Card card, MadeRows made, Counter.Maker maker) {
        this.card = card;
        this.made = made;
        this.maker = maker;
    }

    /** Of many different questions at one time no more are answered than the budget has room for. */
    Verdict race() {
        try (Counter counter = open(made.ordinary(made.cells()), false)) {
            long each = counter.limit() / ROOM - AT_ONCE;
            List<Counter.Reply> replies = atOnce(IntStream.range(0, AT_ONCE).mapToObj(i -> costing(each + i)).toList(),
                counter);
            long answered = replies.stream().filter(reply -> reply.answer().isPresent()).count();
            if (answered * each > counter.limit() || counter.spent() > counter.limit()) {
                return Verdict.failed(answered + " questions sur " + AT_ONCE + " posées ensemble ont eu une réponse, le"
                    + " budget en permettait " + ROOM + ".", answered + " of " + AT_ONCE + " questions at one time were"
                    + " answered, the budget had room for " + ROOM + ".");
            }
            if (counter.spent() < answered * each) {
                return Verdict.failed("Des réponses n'ont pas été débitées.", "Some answers were not charged.");
            }
            return answered == 0
                ? Verdict.failed("Aucune question n'a eu de réponse, rien n'a donc pu être éprouvé.",
                    "No question was answered, so nothing could be tried.")
                : Verdict.passed(answered + " questions sur " + AT_ONCE + " posées ensemble ont eu une réponse, autant"
                    + " que le budget le permettait.", answered + " of " + AT_ONCE + " questions at one time were"
                    + " answered, as many as the budget had room for.");
        }
    }

    /** The same question is charged once and answered with the same bytes, whoever asks how often. */
    Verdict replay() {
        try (Counter counter = open(made.ordinary(made.cells()), false)) {
            long each = counter.limit() / ROOM;
            String question = costing(each);
            List<Counter.Reply> replies = new ArrayList<>(atOnce(Collections.nCopies(16, question), counter));
            replies.add(counter.ask(question));
            replies.add(counter.ask(" " + question + "\n"));
            if (replies.stream().anyMatch(reply -> reply.answer().isEmpty())
                || replies.stream().map(Counter.Reply::answer).distinct().count() != 1) {
                return Verdict.failed("La même question a eu des réponses différentes : leur moyenne enlève le bruit.",
                    "The same question got different answers: their mean removes the noise.");
            }
            return counter.spent() == each
                ? Verdict.passed("La même question, posée " + replies.size() + " fois, a une seule réponse et un seul"
                    + " débit.", "The same question, asked " + replies.size() + " times, has one answer and one debit.")
                : Verdict.failed("La même question a été débitée de " + counter.spent() + " au lieu de " + each + ".",
                    "The same question was charged " + counter.spent() + " instead of " + each + ".");
        }
    }

    /** A computation that fails stays charged: else whoever makes it fail by one row learns of the row for nothing. */
    Verdict refund() {
        try (Counter counter = open(made.ordinary(made.cells()), true)) {
            long each = counter.limit() / ROOM;
            Counter.Reply reply = counter.ask(costing(each));
            if (reply.answer().isPresent()) {
                return Verdict.notApplicable("Le calcul n'a pas échoué.", "The computation did not fail.");
            }
            return counter.spent() == each
                ? Verdict.passed("Une question dont le calcul échoue reste débitée.",
                    "A question whose computation fails stays charged.")
                : Verdict.failed("Une question dont le calcul échoue est débitée de " + counter.spent() + " au lieu de "
                    + each + " : une panne provoquée par une ligne serait gratuite.",
                    "A question whose computation fails is charged " + counter.spent() + " instead of " + each
                    + ": a failure caused by one row would be free.");
        }
    }

    /**
     * Times replies with and without the unit that makes most work ({@link MadeRows#huge}), over as many cells as the
     * card lets, in random order, and compares both samples. No reply may leave
     * before its slot; and were the time independent of the unit, any assignment of times to samples would be as
     * likely, however loaded the machine is, so that the Kolmogorov–Smirnov test is exact. Whole milliseconds are
     * compared: how fast a thread wakes up differs by less, whatever it waited for.
     */
    Verdict timing(int each, Statistics statistics) {
        MadeRows wide = MadeRows.wide(card);
        List<String> lines = wide.ordinary(wide.cells());
        try (Counter without = open(lines, false);
            Counter with = open(MechanismChecks.joined(lines, wide.huge("huge")), false)) {
            List<Boolean> order = new ArrayList<>(Collections.nCopies(each, true));
            order.addAll(Collections.nCopies(each, false));
            Collections.shuffle(order, new SecureRandom());
            List<Duration> few = new ArrayList<>();
            List<Duration> many = new ArrayList<>();
            long price = without.limit() / (4L * each);
            for (int i = 0; i < order.size(); i++) {
                Counter counter = order.get(i) ? with : without;
                Counter.Reply reply = counter.ask(costing(wide, price + i));
                if (reply.answer().isEmpty()) {
                    return Verdict.failed("Une question n'a pas eu de réponse.", "A question was not answered.");
                }
                if (reply.took().compareTo(counter.slot()) < 0) {
                    return Verdict.failed("Une réponse est partie avant la fin de son créneau.",
                        "A reply left before the end of its slot.");
                }
                (order.get(i) ? many : few).add(reply.took().truncatedTo(ChronoUnit.MILLIS));
            }
            statistics.tests(1);
            double distance = distance(few, many);
            Said shown = Said.number(distance, 2);
            return Bounds.farApart(distance, each) <= Bounds.ALARM
                ? Verdict.failed("Le temps de réponse révèle la grosse unité : distance de Kolmogorov-Smirnov "
                    + shown.french() + " sur " + each + " réponses de chaque côté. Allongez le créneau"
                    + " (answerSlotMillis).", "Response time tells of the huge unit: Kolmogorov-Smirnov distance "
                    + shown.english() + " over " + each + " replies on each side. Lengthen the slot"
                    + " (answerSlotMillis).")
                : Verdict.passed("Aucune réponse avant son créneau ; distance de Kolmogorov-Smirnov " + shown.french()
                    + " sur " + each + " réponses de chaque côté, ce que le hasard explique.",
                    "No reply before its slot; Kolmogorov-Smirnov distance " + shown.english() + " over " + each
                    + " replies on each side, which chance explains.");
        }
    }

    static double distance(List<Duration> one, List<Duration> other) {
        double most = 0;
        for (Duration at : MechanismChecks.joined(one, other)) {
            most = Math.max(most, Math.abs(share(one, at) - share(other, at)));
        }
        return most;
    }

    private static double share(List<Duration> all, Duration at) {
        return all.stream().filter(one -> one.compareTo(at) <= 0).count() / (double) all.size();
    }

    private Counter open(List<String> lines, boolean fails) {
        return made.reading(file -> maker.open(card, file, fails), lines);
    }

    private String costing(long microRho) {
        return costing(made, microRho);
    }

    private static String costing(MadeRows made, long microRho) {
        return made.counting().replace("\"microRho\":" + MadeRows.MICRO_RHO, "\"microRho\":" + microRho);
    }

    private static List<Counter.Reply> atOnce(List<String> questions, Counter counter) {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Counter.Reply>> asked = questions.stream().map(question -> threads.submit(() -> {
                start.await();
                return counter.ask(question);
            })).toList();
            start.countDown();
            List<Counter.Reply> replies = new ArrayList<>();
            for (Future<Counter.Reply> one : asked) {
                replies.add(one.get());
            }
            return replies;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("an audit was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question could not be asked", e.getCause());
        }
    }
}

package eu.bocage.connector.agreement;

import eu.bocage.compute.Card;
import eu.bocage.connector.dataset.Datasets;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Project;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import eu.bocage.policies.Charter;
import eu.bocage.policies.InvalidDocument;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the offer book in step with charter, projects and datasets: one offer for every dataset and every project that
 * is current, whose policy is compiled from the charter in force, the card and the project. Without a charter, or
 * before this node has adhered to it, nothing is offered. Renewing twice changes nothing.
 *
 * <p>An offer is what others may see and negotiate; it never decides by itself. Whoever held a former offer meets the
 * {@link Gate}, which knows the charter, projects and cards of the moment.
 */
public final class Offers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);
    /** Terms begin and end without anything else happening, so it looks again after this long at most. */
    private static final long SECONDS = 30;

    private final Did self;
    private final Territory territory;
    private final Gate gate;
    private final Datasets datasets;
    private final OfferBook book;
    private final InstantSource clock;
    private final BlockingQueue<Boolean> wakeUp = new ArrayBlockingQueue<>(1);
    private final Set<String> told = new HashSet<>();
    private Optional<List<Offer>> shown = Optional.empty();
    private volatile Thread renewer;

    /** @param self this node, which offers under charters that it adhered to */
    public Offers(Did self, Territory territory, Datasets datasets, OfferBook book) {
        this(self, territory, datasets, book, InstantSource.system());
    }

    Offers(Did self, Territory territory, Datasets datasets, OfferBook book, InstantSource clock) {
        this.self = self;
        this.territory = territory;
        this.gate = new Gate(territory, clock);
        this.datasets = datasets;
        this.book = book;
        this.clock = clock;
    }

    /**
     * Renews now, before each publication returns, and soon after charter or projects have changed, until closed.
     */
    public void start() {
        territory.onChange(() -> wakeUp.offer(true));
        datasets.onChange(this::renewWhateverHappens);
        renew();
        renewer = Thread.ofVirtual().name("offers").start(() -> {
            try {
                while (true) {
                    wakeUp.poll(SECONDS, TimeUnit.SECONDS);
                    renewWhateverHappens();
                }
            } catch (InterruptedException e) {
                LOG.debug("renewal of offers ends");
            }
        });
    }

    @Override
    public void close() {
        if (renewer != null) {
            renewer.interrupt();
        }
    }

    synchronized void renew() {
        List<Offer> offers = gate.charter().filter(this::adheres).map(this::offers).orElse(List.of());
        if (shown.filter(offers::equals).isEmpty()) {
            book.replaceAll(offers);
            shown = Optional.of(offers);
            LOG.info("{} offers stand in the catalogue", offers.size());
        }
    }

    private boolean adheres(Charter charter) {
        boolean adheres = territory.standing(self) instanceof Standing.Active(Member member)
            && territory.adheres(member);
        if (!adheres) {
            tell("Nothing is offered: this node has not adhered to version " + charter.version() + " of the charter."
                + " Run \"bocage adhere\" and hand the file to the trust anchor.");
        }
        return adheres;
    }

    private void renewWhateverHappens() {
        try {
            renew();
        } catch (RuntimeException e) {
            LOG.error("The offers could not be renewed and stay as they are for {} s", SECONDS, e);
        }
    }

    private List<Offer> offers(Charter charter) {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        List<Offer> offers = new ArrayList<>();
        for (Datasets.Published dataset : datasets.all()) {
            for (Project project : territory.projects()) {
                if (project.current(today)) {
                    offer(charter, dataset.card(), project).ifPresent(offers::add);
                }
            }
        }
        return List.copyOf(offers);
    }

    private Optional<Offer> offer(Charter charter, Card card, Project project) {
        try {
            return Optional.of(new Offer(card.id() + "." + project.id(), card.id(), title(card), card.publicJson(),
                Gate.policy(charter, card, project)));
        } catch (InvalidDocument e) {
            tell("Dataset " + card.id() + " is not offered to project " + project.id() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String title(Card card) {
        return Json.read(card.publicJson()).path("title").path("fr").asText(card.id());
    }

    private void tell(String reason) {
        if (told.add(reason)) {
            LOG.warn(reason);
        }
    }
}

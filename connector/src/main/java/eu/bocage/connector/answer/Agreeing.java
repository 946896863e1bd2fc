package eu.bocage.connector.answer;

import eu.bocage.connector.agreement.Agreement;
import eu.bocage.connector.agreement.Agreements;
import eu.bocage.connector.agreement.Dataspace;
import eu.bocage.connector.agreement.Dataspace.CatalogueEntry;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Gate;
import eu.bocage.connector.agreement.Occasion;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Finds the agreement that a dataset is asked under, or makes it. One agreement serves a project and a dataset until
 * the stated end of the charter that it names; then there is a new negotiation. Thread-safe.
 */
final class Agreeing {

    private final Did self;
    private final Territory territory;
    private final Dataspace dataspace;
    private final Agreements agreements;
    private final Gate gate;
    private final Map<String, ReentrantLock> negotiating = new ConcurrentHashMap<>();

    Agreeing(Did self, Territory territory, Dataspace dataspace, Agreements agreements, Gate gate) {
        this.self = self;
        this.territory = territory;
        this.dataspace = dataspace;
        this.agreements = agreements;
        this.gate = gate;
    }

    /** A provider and what was agreed with it. */
    record Agreed(Member provider, Agreement agreement) {
    }

    /** @throws NotAskedException when there is no agreement and none can be made */
    Agreed agree(Optional<Did> provider, String dataset, String project, Consumer<Asking.Step> progress) {
        ReentrantLock lock = negotiating.computeIfAbsent(dataset + " " + project, key -> new ReentrantLock());
        lock.lock();
        try {
            return known(provider, dataset, project)
                .map(agreement -> new Agreed(active(agreement.provider()), agreement))
                .orElseGet(() -> negotiate(provider, dataset, project, progress));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Agreement> known(Optional<Did> provider, String dataset, String project) {
        return agreements.all().stream()
            .filter(agreement -> agreement.consumer().equals(self) && agreement.dataset().equals(dataset)
                && provider.map(agreement.provider()::equals).orElse(true)
                && Gate.project(agreement.policy()).filter(project::equals).isPresent()
                && gate.decide(agreement.policy(), Scope.TRANSFER, new Occasion(self, Optional.of(dataset),
                    Optional.of(agreement.id()))) instanceof Decision.Permitted)
            .max(Comparator.comparing(Agreement::signedAt).thenComparing(Agreement::id));
    }

    private Agreed negotiate(Optional<Did> provider, String dataset, String project,
                             Consumer<Asking.Step> progress) {
        if (territory.standing(self) instanceof Standing.Active(Member member) && !territory.adheres(member)) {
            throw new NotAskedException("membership",
                "Cet organisme n'a pas adhéré à la charte en vigueur : lancez « bocage adhere » et remettez le fichier"
                    + " à l'ancre de confiance.",
                "This organisation has not adhered to the charter in force: run \"bocage adhere\" and hand the file to"
                    + " the trust anchor.");
        }
        Offered offered = Asking.timed("catalogue", progress,
            () -> provider.map(did -> of(active(did), dataset, project))
                .orElseGet(() -> anywhere(dataset, project)));
        Agreement agreement = Asking.timed("negotiation", progress, () -> {
            try {
                return dataspace.negotiate(offered.provider(), offered.entry());
            } catch (DataspaceException e) {
                throw NotAskedException.of(e);
            }
        });
        return new Agreed(offered.provider(), agreement);
    }

    private record Offered(Member provider, CatalogueEntry entry) {
    }

    private Offered of(Member provider, String dataset, String project) {
        try {
            return choose(Map.of(provider, dataspace.catalogue(provider)), dataset, project);
        } catch (DataspaceException e) {
            throw NotAskedException.of(e);
        }
    }

    /** Looks in the catalogues of all members at once. */
    private Offered anywhere(String dataset, String project) {
        Map<Member, Future<List<CatalogueEntry>>> asked = new TreeMap<>(Comparator.comparing(Member::did));
        Map<Member, List<CatalogueEntry>> catalogues = new TreeMap<>(Comparator.comparing(Member::did));
        List<DataspaceException> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            territory.all().stream().filter(member -> member.active() && !member.did().equals(self))
                .forEach(member -> asked.put(member, threads.submit(catalogue(member))));
        }
        asked.forEach((member, catalogue) -> {
            try {
                catalogues.put(member, catalogue.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause() instanceof DataspaceException known ? known : new DataspaceException(
                    DataspaceException.Kind.UNREACHABLE,
                    "Le catalogue de " + member.organisation() + " n'a pu être lu.",
                    "The catalogue of " + member.organisation() + " could not be read."));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        boolean there = catalogues.values().stream().flatMap(List::stream)
            .anyMatch(entry -> entry.dataset().equals(dataset));
        if (!there && !failures.isEmpty()) {
            throw NotAskedException.of(failures.getFirst());
        }
        return choose(catalogues, dataset, project);
    }

    private Callable<List<CatalogueEntry>> catalogue(Member member) {
        return () -> dataspace.catalogue(member);
    }

    private static Offered choose(Map<Member, List<CatalogueEntry>> catalogues, String dataset, String project) {
        List<Offered> fitting = new ArrayList<>();
        TreeSet<String> datasets = new TreeSet<>();
        TreeSet<String> projects = new TreeSet<>();
        catalogues.forEach((member, entries) -> entries.forEach(entry -> {
            datasets.add(entry.dataset());
            Optional<String> named = Gate.project(entry.policy());
            if (entry.dataset().equals(dataset)) {
                named.ifPresent(projects::add);
                if (named.filter(project::equals).isPresent()) {
                    fitting.add(new Offered(member, entry));
                }
            }
        }));
        if (fitting.isEmpty()) {
            throw nothing(dataset, project, datasets, projects);
        }
        long providers = fitting.stream().map(Offered::provider).distinct().count();
        if (providers > 1) {
            String names = String.join(", ", fitting.stream().map(each -> each.provider().did().text()).toList());
            throw new NotAskedException("input",
                "Plusieurs membres offrent « " + dataset + " » : " + names + ". Nommez celui que vous interrogez.",
                "Several members offer \"" + dataset + "\": " + names + ". Name the one that you ask.");
        }
        return fitting.getFirst();
    }

    private static NotAskedException nothing(String dataset, String project, TreeSet<String> datasets,
                                             TreeSet<String> projects) {
        if (!projects.isEmpty()) {
            return new NotAskedException("input",
                "« " + dataset + " » n'est pas offert au projet « " + project + " » mais à : "
                    + String.join(", ", projects) + ". Nommez l'un d'eux.",
                "\"" + dataset + "\" is not offered to project \"" + project + "\" but to: "
                    + String.join(", ", projects) + ". Name one of them.");
        }
        String french = datasets.isEmpty() ? "aucun" : String.join(", ", datasets);
        String english = datasets.isEmpty() ? "none" : String.join(", ", datasets);
        return new NotAskedException("input",
            "Le jeu de données « " + dataset + " » n'est pas offert à ce nœud. Ceux qui le sont : " + french + ".",
            "Dataset \"" + dataset + "\" is not offered to this node. Those that are: " + english + ".");
    }

    private Member active(Did did) {
        if (territory.standing(did) instanceof Standing.Active(Member member)) {
            return member;
        }
        throw new NotAskedException("membership", did + " n'est pas un membre actif du territoire.",
            did + " is not an active member of the territory.");
    }
}

package eu.bocage.compute.geography;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeographyTest {

    private static final Optional<String> CENTRE = Optional.of("24");

    private final Geography geography = Geography.official();

    @Test
    void holdsAsManyPlacesAsItsReadmeSays() {
        assertThat(places(Level.COMMUNE)).hasSize(34_969);
        assertThat(places(Level.EPCI)).hasSize(1_255);
        assertThat(places(Level.DEPARTEMENT)).hasSize(109);
        assertThat(places(Level.REGION)).hasSize(26);
        assertThat(places(Level.COMMUNE)).filteredOn(place -> geography.parent(Level.COMMUNE, place.code(),
            Level.EPCI).isEmpty()).hasSize(98);
        assertThat(places(Level.COMMUNE)).filteredOn(place -> place.population() == 0).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void populationsAgreeAlongBothHierarchies() {
        long communes = population(places(Level.COMMUNE));
        long outsideEpci = population(places(Level.COMMUNE).stream().filter(place ->
            geography.parent(Level.COMMUNE, place.code(), Level.EPCI).isEmpty()).toList());
        assertThat(communes).isEqualTo(68_952_941);
        assertThat(population(places(Level.DEPARTEMENT))).isEqualTo(communes);
        assertThat(population(places(Level.REGION))).isEqualTo(communes);
        assertThat(population(places(Level.EPCI)) + outsideEpci).isEqualTo(communes);
        for (Place region : places(Level.REGION)) {
            Optional<String> code = Optional.of(region.code());
            long inside = population(geography.places(Level.COMMUNE, code));
            assertThat(region.population()).isEqualTo(inside);
            assertThat(population(geography.places(Level.DEPARTEMENT, code))).isEqualTo(inside);
        }
    }

    @Test
    void everyCommuneHasARegionThroughItsDepartement() {
        for (Place place : places(Level.COMMUNE)) {
            String departement = geography.parent(Level.COMMUNE, place.code(), Level.DEPARTEMENT).orElseThrow();
            assertThat(geography.parent(Level.DEPARTEMENT, departement, Level.REGION))
                .isEqualTo(geography.parent(Level.COMMUNE, place.code(), Level.REGION)).isPresent();
        }
    }

    @Test
    void showsAnEpciThatCrossesTheRegionsLineAsItsPartInside() {
        Map<String, Place> inside = geography.places(Level.EPCI, CENTRE).stream()
            .collect(Collectors.toMap(Place::code, place -> place));
        assertThat(inside).hasSize(82);
        assertThat(inside.values().stream().filter(Place::part).map(Place::code)).containsExactlyInAnyOrder(
            "200068088", "200040277", "247800550", "200066462", "200067668");
        Place whole = places(Level.EPCI).stream().filter(place -> place.code().equals("200068088")).findFirst()
            .orElseThrow();
        assertThat(inside.get("200068088").population()).isPositive().isLessThan(whole.population());
        assertThat(whole.part()).isFalse();
    }

    @Test
    void crossesAsManyLinesAsItsReadmeSays() {
        assertThat(crossing(Level.DEPARTEMENT)).isEqualTo(89);
        assertThat(crossing(Level.REGION)).isEqualTo(26);
    }

    @Test
    void normalisesFormerCodesArrondissementsAndCase() {
        assertThat(geography.normalise(Level.COMMUNE, "01340")).contains("01015");
        assertThat(geography.normalise(Level.COMMUNE, "75101")).contains("75056");
        assertThat(geography.normalise(Level.COMMUNE, "2a004")).contains("2A004");
        assertThat(geography.normalise(Level.COMMUNE, "37261")).contains("37261");
        assertThat(geography.normalise(Level.COMMUNE, "99999")).isEmpty();
        assertThat(geography.normalise(Level.EPCI, "243700754")).contains("243700754");
        assertThat(geography.normalise(Level.IRIS, "372610101")).isEmpty();
    }

    @Test
    void namesPlacesAndTheirParents() {
        assertThat(geography.name(Level.COMMUNE, "37261")).contains("Tours");
        assertThat(geography.parent(Level.COMMUNE, "37261", Level.EPCI)).contains("243700754");
        assertThat(geography.name(Level.EPCI, "243700754")).contains("Tours Métropole Val de Loire");
        assertThat(geography.parent(Level.COMMUNE, "37261", Level.REGION)).contains("24");
        assertThat(geography.parent(Level.EPCI, "243700754", Level.DEPARTEMENT)).isEmpty();
        assertThat(geography.parent(Level.COMMUNE, "29155", Level.EPCI)).isEmpty();
    }

    private long crossing(Level level) {
        Map<String, Long> parents = places(Level.COMMUNE).stream()
            .filter(place -> geography.parent(Level.COMMUNE, place.code(), Level.EPCI).isPresent())
            .map(place -> geography.parent(Level.COMMUNE, place.code(), Level.EPCI).orElseThrow() + " "
                + geography.parent(Level.COMMUNE, place.code(), level).orElseThrow())
            .distinct()
            .collect(Collectors.groupingBy(pair -> pair.substring(0, 9), Collectors.counting()));
        return parents.values().stream().filter(count -> count > 1).count();
    }

    private List<Place> places(Level level) {
        return geography.places(level, Optional.empty());
    }

    private static long population(List<Place> places) {
        return places.stream().mapToLong(Place::population).sum();
    }
}

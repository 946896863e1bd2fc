package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Decisions do not depend on how a policy is spelt, for every spelling of it reads as the same policy. */
class OdrlPropertiesTest {

    private static final Policy EVERYTHING = Samples.broad();

    @Property(tries = 500)
    void readsEverySpellingAsTheSamePolicy(@ForAll long seed) {
        String other = new Respelling(new Random(seed)).of(Odrl.write(EVERYTHING));
        assertThat(Odrl.read(other)).as(other).isEqualTo(EVERYTHING);
    }
}

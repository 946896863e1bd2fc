package eu.bocage.connector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.compute.Card;
import eu.bocage.compute.InvalidInput;
import eu.bocage.connector.agreement.Dataspace.DataspaceException;
import eu.bocage.connector.agreement.Dataspace.DataspaceException.Kind;
import org.junit.jupiter.api.Test;

class ApiErrorTest {

    @Test
    void tellsARefusalOfAnotherNodeFromItsSilence() {
        ApiError refused = ApiError.of(new DataspaceException(Kind.REFUSED, "Réservé.", "Reserved."));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("fr").asText()).isEqualTo("Réservé.");
        assertThat(refused.json().path("en").asText()).isEqualTo("Reserved.");
        assertThat(ApiError.of(new DataspaceException(Kind.UNREACHABLE, "Rien.", "Nothing.")).status()).isEqualTo(502);
    }

    @Test
    void namesALineInBothLanguages() {
        InvalidInput invalid = catchThrowableOfType(InvalidInput.class, () -> Card.fromJson("{\n,"));
        JsonNode problem = ApiError.of(invalid).json().path("problems").path(0);
        assertThat(problem.path("path").asText()).isEqualTo("line 2");
        assertThat(problem.path("pathFr").asText()).isEqualTo("ligne 2");
    }
}

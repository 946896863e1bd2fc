package eu.bocage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:./x;INIT=RUNSCRIPT", "jdbc:h2:./x;init=RUNSCRIPT", "jdbc:h2:./x;\\INIT=RUNSCRIPT",
        "jdbc:h2:./x;I\\NIT=RUNSCRIPT", "jdbc:h2:./x;MODE=a\\;INIT=b", "jdbc:h2:./x; INIT=RUNSCRIPT",
        "jdbc:h2:./x;IN\tIT=RUNSCRIPT", "jdbc:h2:./x;DATABASE_EVENT_LISTENER='a.B'", "jdbc:h2:./x;TRACE_LEVEL_FILE=3",
        "jdbc:h2:./x;ACCESS_MODE_DATA=rw", "jdbc:h2:./x;MODE=PostgreSQL;AUTHREALM=a", "jdbc:h2:./x;init",
        "jdbc:h2:./x;\u0131nit=a", "jdbc:postgresql://h/d?socketFactory=a.B", "jdbc:postgresql://h/d?sslfactory=a.B",
        "jdbc:postgresql://h/d?sslhostnameverifier=a.B", "jdbc:postgresql://h/d?authenticationPluginClassName=a.B",
        "jdbc:postgresql://h/d?xmlFactoryFactory=a.B", "jdbc:postgresql://h/d?connectExecutor=a.B",
        "jdbc:postgresql://h/d?service=a", "jdbc:postgresql://h/d?ssl=true&sslpasswordcallback=a.B",
        "jdbc:postgresql://h/d?ssl=true&loggerFile=/tmp/a", "jdbc:postgresql://h/d?%73ocketFactory=a.B",
        "jdbc:postgresql://h/d?ssl=true?socketFactory=a&socketFactory=a.B", "jdbc:postgresql://h/d?SSL=true",
        "jdbc:mysql://h/d", "JDBC:H2:./x", "jdbc:h2", ""})
    void refusesWhatCouldLoadAClassOrRunAScript(String url) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> JdbcAddress.checked(url));
        assertThat(refused.problems()).singleElement()
            .satisfies(one -> assertThat(one.path()).isEqualTo("jdbc"))
            .satisfies(one -> assertThat(one.french()).isNotBlank().doesNotContain("RUNSCRIPT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql:d", "jdbc:postgresql://h:5432/d?",
        "jdbc:postgresql://h/d?ssl=true&sslmode=verify-full&sslrootcert=/etc/ca.pem"
            + "&currentSchema=s&ApplicationName=b&connectTimeout=3&socketTimeout=60"})
    void takesAnAddressOfPostgresAsItIs(String url) {
        assertThat(JdbcAddress.checked(url)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:./x", "jdbc:h2:file:/a/b;IFEXISTS=TRUE", "jdbc:h2:./x;mode=PostgreSQL;"})
    void opensH2ForReadingOnly(String url) {
        assertThat(JdbcAddress.checked(url)).isEqualTo(url + ";ACCESS_MODE_DATA=r");
    }
}

package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.deadletter.access.Access;
import org.junit.jupiter.api.Test;

/** Every route of the router has its line in the table of permissions; one without would be refused to everybody. */
class RouteTableTest {
    @Test
    void everyRouteHasALine() {
        try (TestHandler handler = new TestHandler(new FakeBroker(), new TestStore())) {
            assertThat(handler.routes())
                    .contains("GET /summary", "POST /dead-letters/{id}/decisions")
                    .allSatisfy(route -> assertThat(Access.knows(route))
                            .as("a line for %s in Permission", route)
                            .isTrue());
        }
    }

    @Test
    void aRouteWithoutALineIsFound() {
        assertThat(Access.knows("POST /summary")).isFalse();
        assertThat(Access.knows("GET /dead-letters/*")).isFalse();
    }
}

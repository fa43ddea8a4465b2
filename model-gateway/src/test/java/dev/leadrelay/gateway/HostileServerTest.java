package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server does, a try of any kind of provider ends in bounded time and memory, as the class that it is. */
@Timeout(60)
class HostileServerTest {
    private static final ModelRequest ASK = ModelRequest.text(List.of(new Message.User("hi")), 50);
    private static final Duration TIMEOUT = Duration.ofMillis(700);
    private static final int MOST_BYTES = 100_000;
    /** What two sockets' buffers may hold beside it. */
    private static final long BUFFERS = 12_000_000;

    @ParameterizedTest
    @EnumSource
    void dripsAreCutAtTheTimeLimit(ModelKind kind) throws Exception {
        requireFault(kind, HostileServer.drip(), FailureClass.MODEL_TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatBreaksOffIsAnError(ModelKind kind) throws Exception {
        requireFault(kind, HostileServer.closeInMidBody("{\"choices\":[{\"message\":"), FailureClass.MODEL_ERROR);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorUnderAGoodStatusIsWhatItSays(ModelKind kind) throws Exception {
        requireFault(
                kind,
                HostileServer.reply("200 OK", "{\"error\":{\"code\":429,\"message\":\"slow down\"}}"),
                FailureClass.MODEL_RATE_LIMITED);
        requireFault(
                kind,
                HostileServer.reply("200 OK", "{\"error\":{\"message\":\"upstream failed\"}}"),
                FailureClass.MODEL_ERROR);
        requireFault(kind, HostileServer.reply("200 OK", "{\"error\":\"upstream failed\"}"), FailureClass.MODEL_ERROR);
    }

    @ParameterizedTest
    @EnumSource
    void htmlForJsonIsAnError(ModelKind kind) throws Exception {
        requireFault(
                kind, HostileServer.reply("200 OK", "<html><body>Bad gateway</body></html>"), FailureClass.MODEL_ERROR);
    }

    @ParameterizedTest
    @EnumSource
    void fiftyMegabytesAreNotRead(ModelKind kind) throws Exception {
        long taken = requireFault(kind, HostileServer.huge(50_000_000), FailureClass.MODEL_ERROR);
        assertThat(taken).isLessThan(MOST_BYTES + BUFFERS);
    }

    @ParameterizedTest
    @EnumSource
    void anEndlessStreamIsCut(ModelKind kind) throws Exception {
        long taken = requireFault(kind, HostileServer.endless(), FailureClass.MODEL_ERROR);
        assertThat(taken).isLessThan(MOST_BYTES + BUFFERS);
    }

    @ParameterizedTest
    @EnumSource
    void redirectsAreNotFollowed(ModelKind kind) throws Exception {
        requireFault(kind, HostileServer.redirectToItself(), FailureClass.MODEL_REQUEST_REJECTED);
    }

    /** The bytes that were taken from the server. */
    private static long requireFault(ModelKind kind, HostileServer.Conduct conduct, FailureClass expected)
            throws Exception {
        try (HostileServer server = new HostileServer(conduct);
                DialectProvider provider = new DialectProvider(ModelSettings.builder(server.url(), "a-key", "m")
                        .kind(kind)
                        .timeout(TIMEOUT)
                        .maxReplyBytes(MOST_BYTES)
                        .build())) {
            ProviderReply reply = provider.ask(ASK);
            assertThat(reply).isInstanceOf(ProviderReply.Fault.class);
            ProviderReply.Fault fault = (ProviderReply.Fault) reply;
            assertThat(fault.failureClass()).as(fault.message()).isEqualTo(expected);
            assertThat(fault.message()).doesNotContain("a-key");
            assertThat(server.requests).hasValue(1);
            return server.taken.get();
        }
    }
}

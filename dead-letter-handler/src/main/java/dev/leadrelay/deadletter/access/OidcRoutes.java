package dev.leadrelay.deadletter.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends people to the identity provider and takes them back: authorization code with PKCE, state and nonce. */
final class OidcRoutes {
    private static final String HOW = "login (OIDC)";
    private static final String DID_NOT = "the login did not come off: ";
    private static final String NOT_BEGUN =
            "it was not begun in this browser, or too long ago; begin it again at /login";

    private final OidcSettings settings;
    private final OidcProvider provider;
    private final PendingLogins pending;
    private final Attempts attempts;
    private final Attempts notes;
    private final LoginRoutes logins;
    private final DeskCookie cookie;
    private final ClientAddress addresses;
    private final AccessLog log;

    /** @param cookie one that comes along when another site, the provider, sends people here */
    OidcRoutes(
            OidcSettings settings,
            LoginRoutes logins,
            DeskCookie cookie,
            ClientAddress addresses,
            AccessLog log,
            Clock clock) {
        this.settings = settings;
        this.provider = new OidcProvider(settings, clock);
        this.pending = new PendingLogins(clock);
        this.attempts = new Attempts(clock, 30, Duration.ofSeconds(10));
        this.notes = new Attempts(clock, 20, Duration.ofSeconds(30));
        this.logins = logins;
        this.cookie = cookie;
        this.addresses = addresses;
        this.log = log;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/login/oidc", this::leave);
        routes.get("/login/oidc/callback", this::comeBack);
    }

    private void leave(Context context) {
        try {
            URI authorization = provider.parts().authorization();
            PendingLogins.Pending login = pending.begin(
                    LocalPath.of(context.queryParam("next")), ClientAddress.network(addresses.of(context)));
            Map<String, String> query = new LinkedHashMap<>();
            query.put("response_type", "code");
            query.put("client_id", settings.clientId());
            query.put("redirect_uri", settings.redirectUri());
            query.put("scope", String.join(" ", settings.config().scopes()));
            query.put("state", login.state());
            query.put("nonce", login.nonce());
            query.put("code_challenge", login.challenge());
            query.put("code_challenge_method", "S256");
            cookie.set(context, login.browser());
            String separator = authorization.getRawQuery() == null ? "?" : "&";
            context.redirect(authorization + separator + encoded(query), HttpStatus.SEE_OTHER);
        } catch (OidcException e) {
            throw new RefusedException(503, "this login is not possible now: " + e.line());
        }
    }

    private void comeBack(Context context) {
        String address = addresses.of(context);
        String network = ClientAddress.network(address);
        PendingLogins.Pending login = begun(context).orElseThrow(() -> {
            // Any page can send a browser here: that must neither use up an address's attempts nor fill the log.
            if (notes.take(network)) {
                log.add("", address, HOW, NOT_BEGUN);
            }
            return new RefusedException(400, DID_NOT + NOT_BEGUN);
        });
        if (!attempts.take(network)) {
            throw new RefusedException(429, "too many failed logins; wait a minute and try again");
        }
        try {
            requireIssuer(context);
            DeskUser user = new OidcClaims(settings.config())
                    .user(provider.parts().idTokens().verified(idToken(context, login), login.nonce()));
            log.add(user.name(), address, HOW, "ok");
            attempts.giveBack(network);
            cookie.remove(context);
            logins.begin(context, user);
            // Browsers hold the session's cookie back from a redirect that began at another site; a page of ours begins
            // anew.
            context.html(PlainPage.goOn("Logged in", login.next()));
        } catch (OidcException e) {
            log.add("", address, HOW, e.line());
            // Noted above; 401 would only lead back to the login page without a word.
            throw new RefusedException(400, DID_NOT + e.line());
        }
    }

    /** The login that this browser has begun and now comes back from. */
    private Optional<PendingLogins.Pending> begun(Context context) {
        String state = context.queryParam("state");
        return Optional.ofNullable(state)
                .flatMap(pending::end)
                .filter(login -> RandomToken.same(cookie.get(context), login.browser()));
    }

    private void requireIssuer(Context context) throws OidcException {
        String issuer = context.queryParam("iss");
        if (issuer != null && !issuer.equals(settings.issuer())) {
            throw new OidcException("another identity provider answered");
        }
    }

    private String idToken(Context context, PendingLogins.Pending login) throws OidcException {
        String code = context.queryParam("code");
        if (code == null) {
            throw new OidcException("the identity provider says no" + reason(context.queryParam("error")));
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", settings.redirectUri());
        form.put("client_id", settings.clientId());
        form.put("code_verifier", login.verifier());
        HttpRequest.Builder request = HttpRequest.newBuilder(provider.parts().token())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        settings.config().clientSecret().ifPresent(secret -> request.header("Authorization", basic(secret)));
        JsonNode token = OidcHttp.send("the question for a token", request).path("id_token");
        if (!token.isTextual()) {
            throw new OidcException("the identity provider answers without an ID token");
        }
        return token.textValue();
    }

    private String basic(String secret) {
        String credentials = encoded(settings.clientId()) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(@Nullable String error) {
        return error != null && error.matches("[a-z_]{1,60}") ? " (" + error + ")" : "";
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.leadrelay.deadletter.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider: real HTTP on loopback, real keys. It checks the desk's code verifier and secret. */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "leadrelay-desk";
    static final String SECRET = "s:cr+t %";

    /** How tokens are made; a test replaces it to make bad ones. */
    interface Minting {
        String mint(JWTClaimsSet.Builder claims) throws Exception;
    }

    private static final RSAKey RSA;
    private static final ECKey EC;

    static {
        try {
            RSA = new RSAKeyGenerator(2048).keyID("rsa").generate();
            EC = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    volatile Minting minting = TestProvider::rsa;
    volatile String namedIssuer;
    volatile JWKSet keys = new JWKSet(List.of(RSA.toPublicJWK(), EC.toPublicJWK()));
    final AtomicInteger discoveries = new AtomicInteger();
    private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final Clock clock;

    TestProvider(Clock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        namedIssuer = issuer();
        server.createContext("/.well-known/openid-configuration", exchange -> {
            discoveries.incrementAndGet();
            answer(exchange, 200, """
                {"issuer":"%s","authorization_endpoint":"%s/authorize?tenant=1","token_endpoint":"%s/token",
                "jwks_uri":"%s/keys"}""".formatted(namedIssuer, issuer(), issuer(), issuer()));
        });
        server.createContext("/keys", exchange -> answer(exchange, 200, keys.toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A person says yes to what the desk asked for; gives the code that goes back with them. */
    String consent(String authorizationUrl) {
        String code = RandomToken.next();
        asked.put(code, fields(authorizationUrl.substring(authorizationUrl.indexOf('?') + 1)));
        return code;
    }

    static String rsa(JWTClaimsSet.Builder claims) throws Exception {
        return signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(RSA), claims);
    }

    static String ec(JWTClaimsSet.Builder claims) throws Exception {
        return signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(EC), claims);
    }

    static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer, JWTClaimsSet.Builder claims)
            throws Exception {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }

    /** The public key as bytes, which a careless reader would take for a shared secret. */
    static byte[] publicKey() throws Exception {
        return RSA.toRSAPublicKey().getEncoded();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> begun = asked.remove(form.get("code"));
        if (begun == null || !mayHave(exchange, form, begun)) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        try {
            JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                    .issuer(issuer())
                    .audience(CLIENT)
                    .subject("0815")
                    .issueTime(Date.from(clock.instant()))
                    .expirationTime(Date.from(clock.instant().plusSeconds(300)))
                    .claim("nonce", begun.get("nonce"))
                    .claim("email", "rita@example.com")
                    .claim("email_verified", true)
                    .claim("roles", List.of("other", "leadrelay-reviewer", "leadrelay-viewer"));
            answer(exchange, 200, "{\"token_type\":\"Bearer\",\"id_token\":\"" + minting.mint(claims) + "\"}");
        } catch (Exception e) {
            answer(exchange, 500, "{}");
        }
    }

    private static boolean mayHave(HttpExchange exchange, Map<String, String> form, Map<String, String> begun) {
        String secret = "Basic "
                + Base64.getEncoder().encodeToString((CLIENT + ":s%3Acr%2Bt+%25").getBytes(StandardCharsets.UTF_8));
        return secret.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && form.get("redirect_uri").equals(begun.get("redirect_uri"))
                && "authorization_code".equals(form.get("grant_type"))
                && "S256".equals(begun.get("code_challenge_method"))
                && challenge(form.get("code_verifier")).equals(begun.get("code_challenge"));
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

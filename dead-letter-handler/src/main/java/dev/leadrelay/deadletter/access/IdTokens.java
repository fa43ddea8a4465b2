package dev.leadrelay.deadletter.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;

/** Believes an ID token only when the provider has signed it, for us, for this login, and not long ago. Thread-safe. */
final class IdTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final Set<String> NEEDED = Set.of("sub", "exp", "iat", "nonce");
    private static final int MILLIS = 5_000;
    private static final int LARGEST = 512 * 1024;

    private final String clientId;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    IdTokens(String issuer, String clientId, URI keys, Clock clock) throws OidcException {
        this.clientId = clientId;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source(keys)));
        JWTClaimsSet exact = new JWTClaimsSet.Builder().issuer(issuer).build();
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(clientId, exact, NEEDED) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        });
    }

    /** @throws OidcException when the token is not to be believed */
    JWTClaimsSet verified(String token, String nonce) throws OidcException {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            if (!RandomToken.same(claims.getStringClaim("nonce"), nonce)) {
                throw new OidcException("the identity provider's answer belongs to another login");
            }
            String party = claims.getStringClaim("azp");
            if (party == null ? claims.getAudience().size() > 1 : !party.equals(clientId)) {
                throw new OidcException("the identity provider's answer is meant for another program");
            }
            return claims;
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new OidcException("the identity provider's answer cannot be believed: " + oneLine(e), e);
        }
    }

    private static JWKSource<SecurityContext> source(URI keys) throws OidcException {
        try {
            return JWKSourceBuilder.<SecurityContext>create(
                            keys.toURL(), new DefaultResourceRetriever(MILLIS, MILLIS, LARGEST))
                    // Refreshing ahead would keep threads of its own.
                    .refreshAheadCache(false)
                    .cache(true)
                    .build();
        } catch (MalformedURLException e) {
            throw new OidcException("the identity provider names no usable jwks_uri", e);
        }
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
}

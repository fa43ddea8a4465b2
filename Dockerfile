# One image with every service; the argument says which: orchestrator, dead-letter-handler, research-agent,
# scoring-agent, writer-agent, model-simulator, prepare. Build the jars first: mvn -pl cli -am -DskipTests package
FROM eclipse-temurin:25-jre

RUN groupadd --gid 10001 leadrelay && useradd --uid 10001 --gid leadrelay --create-home leadrelay \
 && mkdir -p /data /config && chown leadrelay: /data

COPY cli/target/lib /app/lib
COPY cli/target/cli-*.jar /app/lib/
COPY samples/profile.yaml /config/profiles/shippers.yaml
COPY samples/seller.yaml samples/refusal-policy.yaml docker/research-agent.yaml /config/
COPY docker/entrypoint docker/ready /app/

USER leadrelay
WORKDIR /data
VOLUME /data
ENV LEADRELAY_HTTP_HOST=0.0.0.0 LEADRELAY_LOG_FORMAT=json
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=12 CMD ["/app/ready"]
ENTRYPOINT ["/app/entrypoint"]

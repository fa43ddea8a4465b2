/** The records that travel between services, generated from {@code src/main/avro}; nullable where the schema says so. */
package dev.leadrelay.schemas.records;

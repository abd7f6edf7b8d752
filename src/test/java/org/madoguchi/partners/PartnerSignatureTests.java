package org.madoguchi.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerSignatureTests {

    private static final byte[] BODY = "{\"eventId\":\"1\"}".getBytes(StandardCharsets.UTF_8);
    private static final Instant AT = Instant.ofEpochSecond(1793581200);

    /** Computed with {@code printf '1793581200.{"eventId":"1"}' | openssl dgst -sha256 -hmac secret}. */
    private static final String HEADER = "t=1793581200,v1=ee22028c991ebf1156aafb29f6395baa531246add122235d608fbf1bb8cc88f4";

    @Test
    void a_signature_is_what_another_implementation_computes() {
        assertThat(PartnerSignature.of(BODY, "secret", AT).header()).isEqualTo(HEADER);
    }

    @Test
    void a_parsed_signature_fits_its_body_secret_and_time_only() {
        PartnerSignature signature = PartnerSignature.parse(HEADER).orElseThrow();

        assertThat(signature.isOf(BODY, "secret")).isTrue();
        assertThat(signature.isOf("{}".getBytes(StandardCharsets.UTF_8), "secret")).isFalse();
        assertThat(signature.isOf(BODY, "Secret")).isFalse();
        assertThat(new PartnerSignature(AT.plusSeconds(1), signature.hex()).isOf(BODY, "secret")).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "t=1,v1=", "t=1793581200,v1=00", "v1=00,t=1", "t=x,v1=0000000000000000000000000000000000000000000000000000000000000000",
            "t=1793581200,v1=GG00000000000000000000000000000000000000000000000000000000000000"})
    void a_header_of_another_form_is_no_signature(String header) {
        assertThat(PartnerSignature.parse(header)).isEmpty();
    }
}

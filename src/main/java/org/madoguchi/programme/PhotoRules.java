package org.madoguchi.programme;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of an uploaded photo. File size and dimensions are those of the domestic online application, assumed until the
 * rules for applications from abroad are published. The measures of light and sharpness are our assumptions, set low so
 * that only hopeless pictures are refused at once; the municipality judges the rest.
 *
 * @param darkestMean mean brightness, 0 to 255
 * @param leastContrast standard deviation of brightness
 * @param leastSharpness variance of the Laplacian of the picture brought to 512 pixels
 */
@ConfigurationProperties("madoguchi.photo")
public record PhotoRules(
        @DefaultValue("20480") int minBytes,
        @DefaultValue("7340032") int maxBytes,
        @DefaultValue("480") int minPixels,
        @DefaultValue("6000") int maxPixels,
        @DefaultValue("40") double darkestMean,
        @DefaultValue("8") double leastContrast,
        @DefaultValue("5") double leastSharpness) {}

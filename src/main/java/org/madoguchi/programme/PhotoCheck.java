package org.madoguchi.programme;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.jpeg.JpegDirectory;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.springframework.stereotype.Component;

/**
 * Looks at an uploaded photo and says at once what is wrong with it. What passes is turned upright and written anew, so
 * that nothing the camera wrote into the file (place, time, device) is kept.
 */
@Component
public class PhotoCheck {

    /**
     * What came of it: reason codes (texts {@code reason.<code>.text}), or the photo to keep.
     *
     * @param jpeg null where there is a reason against it
     */
    public record Result(List<String> reasons, byte[] jpeg) {

        public boolean accepted() {
            return reasons.isEmpty();
        }

        private static Result refused(String... reasons) {
            return new Result(List.of(reasons), null);
        }
    }

    /** Side of the picture that is measured. */
    private static final int MEASURED = 512;
    /** A progressive picture has about ten, and a preview or two in its header; thousands keep a decoder busy for hours. */
    private static final int MOST_SCANS = 64;
    private static final float QUALITY = 0.92f;

    private final PhotoRules rules;
    /** A picture of the largest size takes a hundred megabytes once decoded, so few are decoded at a time. */
    private final Semaphore decoding = new Semaphore(2);

    PhotoCheck(PhotoRules rules) {
        this.rules = rules;
    }

    /** Checks an upload. Dimensions are read from the header first; what is out of bounds is never decoded. */
    public Result check(byte[] upload) {
        if (upload.length > rules.maxBytes()) {
            return Result.refused("PHOTO_FILE_TOO_LARGE");
        }
        if (upload.length < 4 || (upload[0] & 0xff) != 0xff || (upload[1] & 0xff) != 0xd8 || (upload[2] & 0xff) != 0xff) {
            return Result.refused("PHOTO_NOT_JPEG");
        }
        List<String> reasons = new ArrayList<>();
        if (upload.length < rules.minBytes()) {
            reasons.add("PHOTO_FILE_TOO_SMALL");
        }
        if (scans(upload) > MOST_SCANS) {
            return Result.refused("PHOTO_UNREADABLE");
        }
        int orientation;
        try {
            Metadata metadata = JpegMetadataReader.readMetadata(new ByteArrayInputStream(upload));
            orientation = orientation(metadata);
            JpegDirectory header = metadata.getFirstDirectoryOfType(JpegDirectory.class);
            Integer width = header == null ? null : header.getInteger(JpegDirectory.TAG_IMAGE_WIDTH);
            Integer height = header == null ? null : header.getInteger(JpegDirectory.TAG_IMAGE_HEIGHT);
            Integer components = header == null ? null : header.getInteger(JpegDirectory.TAG_NUMBER_OF_COMPONENTS);
            if (width == null || height == null || components == null) {
                return Result.refused("PHOTO_UNREADABLE");
            }
            if (Math.min(width, height) < rules.minPixels() || Math.max(width, height) > rules.maxPixels()) {
                reasons.add("PHOTO_DIMENSIONS");
            }
            if (components != 3) {
                reasons.add("PHOTO_NOT_RGB");
            }
        } catch (JpegProcessingException | IOException | RuntimeException e) {
            return Result.refused("PHOTO_UNREADABLE");
        }
        return reasons.isEmpty() ? look(upload, orientation) : new Result(List.copyOf(reasons), null);
    }

    /**
     * A picture of a paper, turned upright and written anew like a photo, whatever it shows: nothing hidden in the file is kept.
     * Empty where it cannot be read or is larger than a photo may be.
     */
    public Optional<byte[]> paper(byte[] upload) {
        if (upload.length > rules.maxBytes() || scans(upload) > MOST_SCANS) {
            return Optional.empty();
        }
        decoding.acquireUninterruptibly();
        try {
            int orientation = orientation(JpegMetadataReader.readMetadata(new ByteArrayInputStream(upload)));
            return Optional.of(encode(upright(decode(upload), orientation)));
        } catch (JpegProcessingException | IOException | RuntimeException e) {
            return Optional.empty();
        } finally {
            decoding.release();
        }
    }

    private static int orientation(Metadata metadata) {
        ExifIFD0Directory camera = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer turned = camera == null ? null : camera.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return turned == null ? 1 : turned;
    }

    /** How often the file begins to draw its picture: inside a scan this marker cannot occur. */
    private static int scans(byte[] upload) {
        int scans = 0;
        for (int i = 1; i < upload.length; i++) {
            if ((upload[i - 1] & 0xff) == 0xff && (upload[i] & 0xff) == 0xda) {
                scans++;
            }
        }
        return scans;
    }

    private Result look(byte[] upload, int orientation) {
        decoding.acquireUninterruptibly();
        try {
            BufferedImage picture = decode(upload);
            List<String> reasons = measure(picture);
            return reasons.isEmpty() ? new Result(reasons, encode(upright(picture, orientation))) : new Result(reasons, null);
        } catch (IOException | RuntimeException e) {
            return Result.refused("PHOTO_UNREADABLE");
        } finally {
            decoding.release();
        }
    }

    private BufferedImage decode(byte[] upload) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        var broken = new AtomicBoolean();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(upload))) {
            reader.setInput(in, true, true);
            // the header that counts is the one this reader sees
            if (Math.max(reader.getWidth(0), reader.getHeight(0)) > rules.maxPixels()) {
                throw new IOException("The dimensions in the file contradict each other");
            }
            // a torn file is decoded with grey where data is missing, and only a warning tells
            IIOReadWarningListener warned = (source, warning) -> broken.compareAndSet(false,
                    warning.startsWith("Premature end") || warning.startsWith("Corrupt JPEG"));
            reader.addIIOReadWarningListener(warned);
            BufferedImage picture = reader.read(0);
            if (broken.get()) {
                throw new IOException("The file is damaged");
            }
            return picture;
        } finally {
            reader.dispose();
        }
    }

    private List<String> measure(BufferedImage picture) {
        double scale = Math.min(1, (double) MEASURED / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(3, (int) (picture.getWidth() * scale));
        int height = Math.max(3, (int) (picture.getHeight() * scale));
        double[][] light = brightness(picture, width, height);
        var all = new Spread();
        var edges = new Spread();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                all.add(light[y][x]);
                if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
                    edges.add(light[y - 1][x] + light[y + 1][x] + light[y][x - 1] + light[y][x + 1] - 4 * light[y][x]);
                }
            }
        }
        List<String> reasons = new ArrayList<>();
        if (all.mean() < rules.darkestMean()) {
            reasons.add("PHOTO_TOO_DARK");
        }
        if (Math.sqrt(all.variance()) < rules.leastContrast()) {
            reasons.add("PHOTO_BLANK");
        } else if (edges.variance() < rules.leastSharpness()) {
            reasons.add("PHOTO_BLURRED");
        }
        return reasons;
    }

    /** Brightness of the picture brought to a smaller size, each value the mean of the pixels it stands for. */
    private static double[][] brightness(BufferedImage picture, int width, int height) {
        double[][] light = new double[height][width];
        int[] row = null;
        for (int y = 0; y < height; y++) {
            int top = (int) ((long) y * picture.getHeight() / height);
            int bottom = Math.max(top + 1, (int) ((y + 1L) * picture.getHeight() / height));
            for (int line = top; line < bottom; line++) {
                row = picture.getRGB(0, line, picture.getWidth(), 1, row, 0, picture.getWidth());
                for (int x = 0; x < width; x++) {
                    int left = (int) ((long) x * picture.getWidth() / width);
                    int right = Math.max(left + 1, (int) ((x + 1L) * picture.getWidth() / width));
                    double sum = 0;
                    for (int column = left; column < right; column++) {
                        int rgb = row[column];
                        sum += 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
                    }
                    light[y][x] += sum / (right - left) / (bottom - top);
                }
            }
        }
        return light;
    }

    /** Turns and mirrors by the EXIF orientation, 1 to 8. */
    private static BufferedImage upright(BufferedImage picture, int orientation) {
        int w = picture.getWidth();
        int h = picture.getHeight();
        boolean sideways = orientation >= 5 && orientation <= 8;
        var turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> new AffineTransform();
        };
        var upright = new BufferedImage(sideways ? h : w, sideways ? w : h, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = upright.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        pen.drawImage(picture, turn, null);
        pen.dispose();
        return upright;
    }

    private static byte[] encode(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static final class Spread {

        private long count;
        private double sum;
        private double squares;

        private void add(double value) {
            count++;
            sum += value;
            squares += value * value;
        }

        private double mean() {
            return sum / count;
        }

        private double variance() {
            return squares / count - mean() * mean();
        }
    }
}

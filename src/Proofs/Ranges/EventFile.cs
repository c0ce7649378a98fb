using Proofs.Verdicts;

namespace Proofs.Ranges;

/// <summary>The file in which a runner hands over an event's payload. Source: docs.github.com, "Variables reference", GITHUB_EVENT_PATH.</summary>
public static class EventFile
{
    /// <summary>No event's payload is nearly as large, in bytes.</summary>
    private const int LargestPayload = 64 << 20;

    /// <summary>Reads an event.</summary>
    /// <param name="eventName">Its name, or null when there is none.</param>
    /// <param name="path">The file, or null when there is none.</param>
    /// <returns>What the event says, or why it cannot be used.</returns>
    public static EventReading Read(string? eventName, string? path)
    {
        if (string.IsNullOrEmpty(eventName) || string.IsNullOrEmpty(path))
        {
            return new(null, new(ReasonCodes.EventMissing, "GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set.", ReasonCodes.EventMissing.Fix));
        }

        try
        {
            FileInfo file = new(path);
            return file.Length > LargestPayload
                ? new(null, new(ReasonCodes.EventInvalid, $"The payload is larger than {LargestPayload} bytes.", ReasonCodes.EventInvalid.Fix))
                : EventReader.Read(eventName, File.ReadAllBytes(path));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The runner makes the file; without it nobody can say what is to be judged.
            return new(null, new(ReasonCodes.EventMissing, $"The payload cannot be read: {failed.Message.TrimEnd('.')}.", ReasonCodes.EventMissing.Fix));
        }
    }
}

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
            using FileStream stream = Open(path);
            byte[] payload = new byte[stream.CanSeek ? Math.Min(stream.Length, LargestPayload) : 0];
            stream.ReadExactly(payload);
            return !stream.CanSeek || stream.ReadByte() >= 0
                ? new(null, new(ReasonCodes.EventInvalid, $"The payload is no file of at most {LargestPayload} bytes.", ReasonCodes.EventInvalid.Fix))
                : EventReader.Read(eventName, payload);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The runner makes the file; without it nobody can say what is to be judged.
            return new(null, new(ReasonCodes.EventMissing, $"The payload cannot be read: {failed.Message.TrimEnd('.')}.", ReasonCodes.EventMissing.Fix));
        }
    }

    /// <summary>For both, where that is allowed, so that a pipe in the file's place does not make us wait for a writer.</summary>
    private static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (UnauthorizedAccessException)
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
    }
}

using System.Text.Json;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Runs.Runs.Storage;

/// <summary>A decision that is to be written.</summary>
/// <param name="Command">The command.</param>
/// <param name="Change">What came of it.</param>
/// <param name="Refusal">Why it was refused, when it was and leaves a trace; or null.</param>
/// <param name="Facts">What it was decided from.</param>
internal sealed record Decided(RunCommand Command, Change Change, Problem? Refusal, RecordedFacts Facts)
{
    /// <summary>The command as the journal has it.</summary>
    internal string Text => field ??= RecordedCommand.Write(Command);

    /// <summary>Its word.</summary>
    internal string Kind
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Text);
            return document.RootElement.GetProperty("op").GetString()!;
        }
    }
}

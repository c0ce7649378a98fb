namespace Proofs.Runs.Runs.Journals;

/// <summary>Which files a decision looked at, and what they said; a file says the same for as long as one decision takes.</summary>
internal sealed class FilesRead(Func<string, string?> read)
{
    private readonly Dictionary<string, string?> _files = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, string?> All => _files;

    internal string? Read(string path)
    {
        if (!_files.TryGetValue(path, out string? text))
        {
            _files.Add(path, text = read(path));
        }

        return text;
    }
}

namespace Proofs.Runs.Runs.Storage;

/// <summary>Puts records back that something else than a runner changed.</summary>
internal static class Restoration
{
    /// <summary>Puts every record back that is not as it is known; what was found is kept below <c>.agentxchain/tampered</c>.</summary>
    /// <returns>Whether anything was put back.</returns>
    internal static bool PutBack(ProjectFolder folder, RecordSet known, DateTimeOffset now)
    {
        string aside = $"{RunPaths.Tampered}/{ProtocolTime.Format(now).Replace(':', '-').Replace('.', '-')}";
        bool isAny = false;
        foreach (string path in RecordSet.Paths)
        {
            bool isOdd = folder.IsOdd(path);
            if (isOdd)
            {
                folder.TakeOdd(path, $"{aside}/{Path.GetFileName(path)}");
            }

            byte[]? found = isOdd ? null : folder.Read(path);
            RecordBytes? right = known.Bytes(path);
            if (!isOdd && (found is null ? right is null : right is not null && found.AsSpan().SequenceEqual(right.Span)))
            {
                continue;
            }

            isAny = true;
            if (found is not null)
            {
                folder.Write($"{aside}/{Path.GetFileName(path)}", found);
            }

            if (right is null)
            {
                folder.DeleteFile(path);
            }
            else
            {
                folder.Write(path, right.Span);
            }
        }

        return isAny;
    }
}
